#include "ui/locks/look/offline_sheet.h"

#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/locks/locks_table.h"
#include "ui/locks/look/offline_model.h"
#include "ui/locks/table_look.h"

#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kOfflineSize{900, 540};
constexpr int kOfflineSide = 12;
constexpr int kConversationFrom = 640;  // at 100 %: of less room conversations have none

}  // namespace

OfflineSheet::OfflineSheet(api::QueueLook& queues, const QByteArray& list, Look look, QWidget* parent)
    : QDialog(parent),
      m_queues(queues),
      m_list(list),
      m_look(look),
      m_model(new OfflineModel(look, this)),
      m_meaning(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_notice(new NoticeBar),
      m_table(new LocksTable),
      m_text(new QPlainTextEdit),
      m_count(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_open(new QPushButton),
      m_more(new QPushButton)
{
    setObjectName(u"offlineSheet"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &OfflineSheet::choose);
    connect(m_table, &QTableView::doubleClicked, this, &OfflineSheet::openConversation);
    connect(m_open, &QPushButton::clicked, this, &OfflineSheet::openConversation);
    connect(m_more, &QPushButton::clicked, this, &OfflineSheet::ask);
    retranslate();
    resize(kOfflineSize.boundedTo(mostSizeFor(*this)));
    m_table->setFocus();
    ask();
}

void OfflineSheet::build()
{
    m_meaning->setObjectName(u"offlineMeaning"_s);
    m_notice->setObjectName(u"offlineNotice"_s);
    m_table->setObjectName(u"offlineTable"_s);
    m_text->setObjectName(u"offlineText"_s);
    m_count->setObjectName(u"offlineCount"_s);
    m_open->setObjectName(u"offlineOpen"_s);
    m_more->setObjectName(u"offlineMore"_s);
    for (QPushButton* button : {m_open, m_more})
        button->setAutoDefault(false);
    m_more->hide();
    m_notice->hide();
    m_meaning->setWordWrap(true);
    dressTable(*m_table, m_look);
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setSectionResizeMode(OfflineModel::Text, QHeaderView::Stretch);
    m_table->installEventFilter(this);
    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setTabChangesFocus(true);
    auto* parts = new QSplitter(Qt::Vertical);
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_table);
    parts->addWidget(m_text);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 1);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(kOfflineSide, 10, kOfflineSide, 10);
    head->addWidget(m_meaning);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(kOfflineSide, 6, kOfflineSide, 8);
    foot->setSpacing(8);
    foot->addWidget(m_count, 1);
    foot->addWidget(m_open);
    foot->addWidget(m_more);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addLayout(head);
    rows->addWidget(m_notice);
    rows->addWidget(parts, 1);
    rows->addLayout(foot);
}

bool OfflineSheet::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            openConversation();
            return true;
        }
        const bool isDown = key == Qt::Key_Down || key == Qt::Key_PageDown || key == Qt::Key_End;
        if (isDown && m_hasMore && m_table->currentIndex().row() == m_model->rowCount() - 1) {
            ask();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void OfflineSheet::ask()
{
    if (m_asked.isWaiting()) return;
    m_asked.await<api::OfflinePage>(this, m_queues.offline(m_list, m_next),
                                    [this](const api::Answer<api::OfflinePage>& answer) {
                                        if (const auto* page = std::get_if<api::OfflinePage>(&answer))
                                            return take(*page);
                                        fail(std::get<api::DeskFailure>(answer));
                                    });
}

void OfflineSheet::take(const api::OfflinePage& page)
{
    m_notice->hide();
    const int first = m_model->rowCount();
    m_model->add(page.lines);
    m_next = page.first + qint64(page.lines.size());
    m_length = page.length;
    m_most = page.most;
    m_hasMore = !page.lines.empty() && m_next < m_length;
    if (m_model->rowCount() > first) m_table->setCurrentIndex(m_model->index(first, 0));
    write();
    fitColumns();
}

void OfflineSheet::fail(const api::DeskFailure& failure)
{
    const auto words = [&failure] {
        switch (failure.error) {
            case api::DeskError::NotFound: return tr("Nothing waits for this user any more.");
            case api::DeskError::NotAllowed: return tr("Your role does not include reading it.");
            case api::DeskError::NotSignedIn: return tr("Sign in to go on.");
            case api::DeskError::NotReady: return tr("The engine is still starting.");
            default: return tr("Redis does not answer.");
        }
    };
    m_hasMore = m_hasMore && failure.error != api::DeskError::NotFound;
    m_notice->setNotice(Tone::Attention, words());
    m_notice->show();
    write();
}

void OfflineSheet::choose()
{
    const api::OfflineLine* line = m_model->lineAt(m_table->currentIndex().row());
    m_text->setPlainText(!line ? QString() : line->text.isEmpty() ? line->event : line->text);
    m_open->setEnabled(line && !line->conversation.isEmpty());
}

void OfflineSheet::openConversation()
{
    const api::OfflineLine* line = m_model->lineAt(m_table->currentIndex().row());
    if (!line || line->conversation.isEmpty()) return;
    emit conversationWanted(line->conversation);
    accept();
}

void OfflineSheet::write()
{
    const Formats& formats = m_look.formats();
    m_more->setVisible(m_hasMore);
    m_open->setVisible(m_model->rowCount() > 0);
    m_count->setText(tr("%1 of %2 read").arg(formats.number(m_model->rowCount()), formats.number(m_length)));
    const bool isFull = m_most > 0 && m_length >= m_most;
    m_meaning->setText(
        isFull ? tr("Sent in this order at the user's next connection. The list is full: older lines fell off "
                    "it; they come first, from the history.")
               : tr("Sent in this order at the user's next connection, but for what has arrived by then."));
}

void OfflineSheet::retranslate()
{
    const QByteArray name = m_list.mid(m_list.lastIndexOf(':') + 1);
    setWindowTitle(tr("What would be sent: %1").arg(QString::fromUtf8(QByteArray::fromPercentEncoding(name))));
    m_table->setAccessibleName(windowTitle());
    m_text->setAccessibleName(tr("The chosen line"));
    m_open->setText(tr("Open the conversation"));
    m_more->setText(tr("Read more"));
    m_model->retranslate();
    choose();
    write();
    fitColumns();
}

void OfflineSheet::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QDialog::changeEvent(event);
}

void OfflineSheet::resizeEvent(QResizeEvent* event)
{
    QDialog::resizeEvent(event);
    fitColumns();
}

void OfflineSheet::fitColumns()
{
    fitTableRows(*m_table, m_look);
    const int room = m_table->viewport()->width();
    m_table->setColumnHidden(OfflineModel::Conversation,
                             room < grownWith(m_look.theme.font(TextRole::List), kConversationFrom));
    m_needs.fit(*m_table, room, OfflineModel::Text, OfflineModel::Text);
}

}  // namespace tongdai
