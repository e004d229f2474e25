'use strict';

const STAGES = {
  DRAFT: '编制中', PUBLISHED: '招标中', CLOSED: '已截止', NOT_OPENED: '不予开标', OPENED: '开标中', RECORDED: '已开标',
};

const at = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai', dateStyle: 'medium', timeStyle: 'medium', hour12: false,
});

function cell(row, content) {
  const td = row.insertCell();
  td.append(content ?? '—');
  return td;
}

function stageOf(lot) {
  const badge = document.createElement('span');
  badge.className = 'stage';
  badge.textContent = STAGES[lot.stage] ?? lot.stage;
  return badge;
}

function link(href, text) {
  const a = document.createElement('a');
  a.href = href;
  a.textContent = text;
  return a;
}

function recordOf(lot) {
  if (lot.stage !== 'RECORDED') return '—';
  const path = `/lots/${encodeURIComponent(lot.lot)}/opening-record`;
  const links = document.createElement('span');
  links.append(link(`${path}.pdf`, 'PDF'), ' · ', link(path, '数据 JSON'));
  return links;
}

function show(tenders) {
  const rows = document.getElementById('rows');
  rows.replaceChildren();
  for (const tender of tenders) {
    for (const lot of tender.lots ?? []) {
      const row = rows.insertRow();
      cell(row, tender.title);
      cell(row, `${lot.number} ${lot.name}`);
      cell(row, stageOf(lot));
      cell(row, lot.deadline ? at.format(new Date(lot.deadline)) : '—');
      cell(row, recordOf(lot));
    }
  }
  document.getElementById('table').hidden = rows.rows.length === 0;
  const empty = document.getElementById('empty');
  empty.hidden = rows.rows.length > 0;
  empty.textContent = '暂无标段。';
}

async function refresh() {
  try {
    const answer = await fetch('/tenders', { headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(String(answer.status));
    const body = await answer.json();
    show(body);
  } catch {
    document.getElementById('empty').textContent = '暂时读不到标段列表，稍后自动重试。';
  }
  const checkpoint = document.getElementById('checkpoint');
  try {
    const answer = await fetch('/log/checkpoint');
    const text = answer.ok ? await answer.text() : '尚无检查点。';
    checkpoint.textContent = text;
    // A rehearsal's log says so in its first line.
    document.getElementById('sandbox').hidden = !text.startsWith('sandbox.');
  } catch {
    checkpoint.textContent = '暂时读不到检查点，稍后自动重试。';
  }
}

refresh();
setInterval(refresh, 5000);
