#include "ui/live/list/search_pane.h"

#include "ui/common/widgets/empty_state.h"
#include "ui/common/widgets/glyph_button.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/widgets/row_list.h"
#include "ui/live/list/search_hit_delegate.h"
#include "ui/live/live_words.h"

#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QStackedLayout>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

SearchPane::SearchPane(api::Desk& desk, Look look, QWidget* parent)
    : QWidget(parent),
      m_look(std::move(look)),
      m_model(new SearchHitsModel(desk, this)),
      m_delegate(new SearchHitDelegate(*m_model, desk.me(), m_look, this)),
      m_box(new QLineEdit),
      m_close(new GlyphButton(Glyph::Cross)),
      m_list(new QListView),
      m_words(new EmptyState),
      m_loading(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_stack(new QStackedLayout),
      m_count(new RoleLabel(TextRole::Small, ColorRole::SecondaryText))
{
    setMinimumWidth(220);
    setAutoFillBackground(true);
    // Before the list hears of it, which would make a neighbour current: that opens nothing by itself.
    connect(m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &SearchPane::letGo);
    build();
    m_delay.setSingleShot(true);
    m_delay.setInterval(200ms);
    connect(m_box, &QLineEdit::textChanged, &m_delay, qOverload<>(&QTimer::start));
    connect(m_box, &QLineEdit::returnPressed, this, &SearchPane::ask);
    connect(&m_delay, &QTimer::timeout, this, &SearchPane::ask);
    m_nameTheWait.setSingleShot(true);
    m_nameTheWait.setInterval(400ms);
    connect(&m_nameTheWait, &QTimer::timeout, this, [this] { m_stack->setCurrentWidget(m_loading); });
    connect(m_model, &SearchHitsModel::stateChanged, this, &SearchPane::updateState);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &SearchPane::hitChosen);
    connect(m_list, &QListView::activated, this, &SearchPane::activated);
    connect(m_list->verticalScrollBar(), &QScrollBar::valueChanged, this, &SearchPane::fetchAtEnd);
    connect(m_list->verticalScrollBar(), &QScrollBar::rangeChanged, this, &SearchPane::fetchAtEnd);
    connect(m_close, &QAbstractButton::clicked, this, &SearchPane::closeWanted);
    connect(m_words, &EmptyState::actionChosen, this, &SearchPane::runAction);
    connect(&m_look.theme, &Theme::changed, this, &SearchPane::redress);
    retranslate();
    redress();
}

void SearchPane::build()
{
    m_box->setObjectName(u"searchBox"_s);
    m_box->setClearButtonEnabled(true);
    m_box->setMaxLength(500);
    m_box->installEventFilter(this);
    m_close->setObjectName(u"closeSearch"_s);
    m_list->setObjectName(u"hits"_s);
    m_list->setModel(m_model);
    m_list->setItemDelegate(m_delegate);
    makeRowList(*m_list);
    m_words->setObjectName(u"searchWords"_s);
    m_loading->setAlignment(Qt::AlignCenter);
    m_count->setObjectName(u"hitCount"_s);

    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(8, 10, 8, 6);
    tools->setSpacing(4);
    tools->addWidget(m_box, 1);
    tools->addWidget(m_close);
    m_stack->addWidget(m_words);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_loading);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(8, 3, 8, 3);
    foot->addWidget(m_count);
    foot->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(tools);
    column->addLayout(m_stack, 1);
    column->addLayout(foot);
}

void SearchPane::focusBox()
{
    m_box->setFocus(Qt::ShortcutFocusReason);
    m_box->selectAll();
}

void SearchPane::search(const QString& words)
{
    m_box->setText(words);
    ask();
}

void SearchPane::ask()
{
    m_delay.stop();
    const QDateTime now = m_look.formats().local(m_look.now());
    m_model->ask(readSearch(m_box->text(), now.date(), now.timeZone()));
}

void SearchPane::hitChosen(const QModelIndex& current)
{
    if (!current.isValid() || m_model->rowAt(current.row()).isHeading()) return;
    const SearchHitsModel::Row& row = m_model->rowAt(current.row());
    // A list that gets the focus makes its first row current without selecting it.
    m_list->selectionModel()->select(current, QItemSelectionModel::ClearAndSelect);
    m_list->setAccessibleDescription(m_delegate->spoken(row));
    emit lineChosen(row.hit.message.conversation, row.hit.message.rev);
}

void SearchPane::letGo(const QModelIndex&, int first, int last)
{
    const int current = m_list->currentIndex().row();
    if (current >= first && current <= last) m_list->selectionModel()->clear();
}

bool SearchPane::hasFilters() const
{
    SearchRequest words;
    words.query.text = m_model->answered().query.text;
    SearchRequest filters = m_model->answered();
    filters.query.text.clear();
    return !filters.asksNothing() && !words.asksNothing();
}

void SearchPane::updateState()
{
    const bool isLoading = m_model->state() == SearchHitsModel::State::Loading;
    if (isLoading) {
        if (!m_nameTheWait.isActive() && m_model->rowCount() == 0) m_nameTheWait.start();
    } else {
        m_nameTheWait.stop();
        m_stack->setCurrentWidget(m_model->rowCount() > 0 ? static_cast<QWidget*>(m_list) : m_words);
    }
    updateWords();
}

void SearchPane::updateWords()
{
    const int hits = m_model->hits();
    QString count;
    if (hits > 0 && m_model->hasMore())
        count = tr("%Ln message(s), more below", nullptr, hits);
    else if (hits > 0)
        count = tr("%Ln message(s) found", nullptr, hits);
    if (hits > 0 && m_model->isTelex()) count += u" · "_s + tr("read as Telex");
    m_count->setText(count);

    const SearchRequest& asked = m_model->answered();
    switch (m_model->state()) {
        case SearchHitsModel::State::Idle:
            m_words->setAction({});
            m_words->setSentence(
                asked.notADate.isEmpty()
                    ? tr("Search everything that was ever said. Marks do not matter.\n\n"
                         "Narrow it down in the box:\nfrom:customer  from:bot  from:staff\nchannel:facebook  tag:vip\n"
                         "before:21/11/2025  after:  on:\nin:conversation-id\n"
                         "event:handover  event:takeover  event:failed\nintent:  model:")
                    : tr("“%1” is not a date. Write it as 21/11/2025, 21/11 or 2025-11-21.").arg(asked.notADate));
            break;
        case SearchHitsModel::State::Loading: break;
        case SearchHitsModel::State::Ready:
            m_words->setSentence(hasFilters()
                                     ? tr("Nothing found for “%1” with these filters.").arg(asked.query.text.trimmed())
                                     : tr("Nothing found for “%1”.").arg(m_box->text().trimmed()));
            m_words->setAction(hasFilters() ? tr("Search without filters") : QString());
            break;
        case SearchHitsModel::State::Failed:
            m_words->setSentence(LiveWords::failure(m_model->failure().value_or(api::DeskFailure{})));
            m_words->setAction(tr("Try again"));
            break;
    }
}

void SearchPane::runAction()
{
    if (m_model->state() == SearchHitsModel::State::Failed) return m_model->retry();
    m_box->setText(m_model->answered().query.text.simplified());
    ask();
}

void SearchPane::fetchAtEnd()
{
    const QScrollBar* bar = m_list->verticalScrollBar();
    if (bar->maximum() - bar->value() < m_list->viewport()->height()) m_model->fetchNext();
}

bool SearchPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_box && event->type() == QEvent::KeyPress) {
        // From the box into what it found, without a hand on the mouse.
        if (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down && m_model->rowCount() > 1) {
            if (!m_list->currentIndex().isValid()) m_list->setCurrentIndex(m_model->index(1));
            m_list->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SearchPane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void SearchPane::redress()
{
    m_list->verticalScrollBar()->setSingleStep(2 * lineHeightOf(m_look.theme.font(TextRole::List)));
    emit m_delegate->sizeHintChanged({});
    m_list->viewport()->update();
}

void SearchPane::retranslate()
{
    m_box->setPlaceholderText(tr("Search all history…"));
    m_box->setAccessibleName(tr("Search all history"));
    m_close->setWords(tr("Back to the conversations (Esc)"));
    m_list->setAccessibleName(tr("Messages found"));
    m_loading->setText(tr("Searching the history…"));
    updateWords();
    m_list->viewport()->update();
}

}  // namespace tongdai
