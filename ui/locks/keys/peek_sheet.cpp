#include "ui/locks/keys/peek_sheet.h"

#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kPeekSize{760, 460};

}  // namespace

PeekSheet::PeekSheet(api::KeyBrowser& keys, const api::QueueRow& row, Look look, QWidget* parent)
    : QDialog(parent),
      m_keys(keys),
      m_row(row),
      m_look(std::move(look)),
      m_filter(new QLineEdit),
      m_more(new QPushButton),
      m_notice(new NoticeBar),
      m_list(new QListWidget),
      m_count(new RoleLabel(TextRole::List, ColorRole::SecondaryText))
{
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    retranslate();
    ask();
}

void PeekSheet::build()
{
    setObjectName(u"peekSheet"_s);
    m_filter->setObjectName(u"peekFilter"_s);
    m_more->setObjectName(u"peekMore"_s);
    m_list->setObjectName(u"peekList"_s);
    m_notice->setObjectName(u"peekNotice"_s);
    m_more->setAutoDefault(false);
    m_more->hide();
    m_notice->hide();
    m_filter->setClearButtonEnabled(true);
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* head = new QHBoxLayout;
    head->addWidget(m_filter, 1);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_count, 1);
    foot->addWidget(m_more);
    auto* rows = new QVBoxLayout(this);
    rows->addLayout(head);
    rows->addWidget(m_notice);
    rows->addWidget(m_list, 1);
    rows->addLayout(foot);
    resize(kPeekSize);
    connect(m_more, &QPushButton::clicked, this, &PeekSheet::ask);
    connect(m_filter, &QLineEdit::textChanged, this, &PeekSheet::write);
    m_list->setFocus();
}

void PeekSheet::ask()
{
    m_asked.await<api::KeyValue>(
        this, m_keys.value(m_row.name.toUtf8(), m_next), [this](const api::Answer<api::KeyValue>& answer) {
            if (const auto* value = std::get_if<api::KeyValue>(&answer)) return take(*value);
            const auto error = std::get<api::DeskFailure>(answer).error;
            m_notice->setNotice(Tone::Attention,
                                error == api::DeskError::NotFound     ? tr("There is nothing in it any more.")
                                : error == api::DeskError::NotAllowed ? tr("Your role does not include reading it.")
                                                                      : tr("Redis does not answer."));
            m_notice->show();
        });
}

void PeekSheet::take(const api::KeyValue& value)
{
    m_notice->hide();
    for (const auto& [place, content] : value.rows)
        m_elements << QString::fromUtf8(content).simplified();
    m_next = value.next;
    m_more->setVisible(!m_next.isEmpty());
    write();
}

void PeekSheet::write()
{
    const QString wanted = m_filter->text().trimmed();
    const int row = m_list->currentRow();
    m_list->clear();
    m_list->addItems(wanted.isEmpty() ? m_elements : m_elements.filter(wanted, Qt::CaseInsensitive));
    m_list->setCurrentRow(std::clamp(row, 0, std::max(0, m_list->count() - 1)));
    const Formats& formats = m_look.formats();
    m_count->setText(tr("%1 shown, %2 read").arg(formats.number(m_list->count()), formats.number(m_elements.size())));
}

void PeekSheet::retranslate()
{
    setWindowTitle(m_row.name);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_list->setAccessibleName(windowTitle());
    m_more->setText(tr("More"));
}

void PeekSheet::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

}  // namespace tongdai
