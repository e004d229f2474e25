package org.jianzheng.cli;

import java.io.PrintWriter;
import org.jianzheng.sealing.BidForm;

/** The bid form as it is read out. */
final class BidFormText {
    private BidFormText() {}

    static void print(BidForm form, PrintWriter out) {
        out.println("  投标人 bidder   " + form.bidder());
        out.println("  报价 price      " + form.price());
        out.println("  工期 period     " + form.period() + " 天 days");
        out.println("  质量 quality    " + form.quality());
        out.println("  项目经理 manager " + form.projectManager().name() + " ("
                + form.projectManager().certificate() + ")");
        form.items().forEach((name, value) -> out.println("  " + name + "  " + value));
    }
}
