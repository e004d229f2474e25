package org.jianzheng.opening;

import java.util.List;
import org.jianzheng.record.ReadOut;

/** What was read out: the columns of the tender's procedure and a row for each listed bid. */
record ReadTable(List<ReadOut.Column> columns, List<ReadOut.Row> rows) {}
