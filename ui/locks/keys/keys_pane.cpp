#include "ui/locks/keys/keys_pane.h"

#include "ui/common/widgets/focus_ring.h"
#include "ui/common/widgets/notice_bar.h"
#include "ui/common/widgets/role_label.h"
#include "ui/common/window_place.h"
#include "ui/locks/keys/key_tree.h"
#include "ui/locks/look/leftovers_sheet.h"
#include "ui/locks/look/stream_sheet.h"
#include "ui/locks/row_header.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTreeView>

#include <algorithm>

namespace tongdai {

using namespace Qt::StringLiterals;

KeysPane::KeysPane(api::KeyBrowser& keys, api::QueueLook* queues, Look look, QWidget* parent)
    : QWidget(parent),
      m_keys(keys),
      m_queues(queues),
      m_look(std::move(look)),
      m_tree(new KeyTree(this)),
      m_match(new QLineEdit),
      m_search(new QPushButton),
      m_leftovers(new QPushButton),
      m_progress(new QProgressBar),
      m_state(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_notice(new NoticeBar),
      m_view(new QTreeView),
      m_heading(new RoleLabel(TextRole::Mono)),
      m_value(new QPlainTextEdit),
      m_more(new QPushButton),
      m_stream(new QPushButton)
{
    setObjectName(u"keys"_s);
    m_match->setObjectName(u"keysMatch"_s);
    m_search->setObjectName(u"keysLook"_s);
    m_leftovers->setObjectName(u"keysLeftovers"_s);
    m_view->setObjectName(u"keysTree"_s);
    m_value->setObjectName(u"keyValue"_s);
    m_more->setObjectName(u"keyMore"_s);
    m_stream->setObjectName(u"keyStream"_s);
    m_state->setObjectName(u"keysState"_s);
    build();
    connect(m_search, &QPushButton::clicked, this, [this] { m_isLooking ? stop() : begin(); });
    connect(m_leftovers, &QPushButton::clicked, this, [this] {
        stop();  // one walk through all keys at a time
        openOnScreen(*new LeftoversSheet(m_keys, m_look, this));
    });
    connect(m_match, &QLineEdit::returnPressed, this, &KeysPane::begin);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &KeysPane::choose);
    connect(m_more, &QPushButton::clicked, this, &KeysPane::readMore);
    connect(m_stream, &QPushButton::clicked, this, &KeysPane::openStream);
    retranslate();
}

void KeysPane::build()
{
    m_notice->hide();
    m_more->hide();
    m_stream->hide();
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(6);
    m_progress->setRange(0, 1000);
    m_view->setModel(m_tree);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHeader(new RowHeader);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_view->header()->setSectionResizeMode(KeyTree::NameColumn, QHeaderView::Stretch);
    m_view->installEventFilter(this);
    new FocusRing(*m_view, [this] { return !m_view->currentIndex().isValid(); });
    m_value->setReadOnly(true);
    m_value->setFrameShape(QFrame::NoFrame);
    m_value->setTabChangesFocus(true);
    m_heading->setTextFormat(Qt::PlainText);
    m_heading->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 4);
    head->setSpacing(8);
    head->addWidget(m_match, 1);
    head->addWidget(m_search);
    head->addWidget(m_state);
    head->addWidget(m_leftovers);
    auto* right = new QWidget;
    auto* rightRows = new QVBoxLayout(right);
    rightRows->setContentsMargins(12, 4, 12, 8);
    rightRows->addWidget(m_heading);
    rightRows->addWidget(m_value, 1);
    auto* ways = new QHBoxLayout;
    ways->setSpacing(8);
    ways->addWidget(m_more);
    ways->addWidget(m_stream);
    ways->addStretch(1);
    rightRows->addLayout(ways);
    auto* columns = new QSplitter;
    columns->addWidget(m_view);
    columns->addWidget(right);
    columns->setStretchFactor(0, 3);
    columns->setStretchFactor(1, 2);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins({});
    rows->setSpacing(0);
    rows->addLayout(head);
    rows->addWidget(m_progress);
    rows->addWidget(m_notice);
    rows->addWidget(columns, 1);
}

void KeysPane::focusFirst()
{
    m_match->setFocus();
}

void KeysPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!std::exchange(m_wasShown, true)) begin();
}

void KeysPane::begin()
{
    m_notice->hide();
    m_tree->clear();
    m_looked = m_inAll = 0;
    m_isLooking = true;
    step("0"_ba);
    writeProgress();
}

void KeysPane::stop()
{
    m_isLooking = false;
    m_steps.forget();
    writeProgress();
}

void KeysPane::step(const QByteArray& from)
{
    // Whoever types a name and no pattern means what contains it.
    QByteArray match = m_match->text().trimmed().toUtf8();
    if (!match.isEmpty() && !match.contains('*') && !match.contains('?')) match = '*' + match + '*';
    m_steps.await<api::KeyPage>(this, m_keys.step(from, match), [this](api::Answer<api::KeyPage> answer) {
        if (const auto* page = std::get_if<api::KeyPage>(&answer)) return take(*page);
        stop();
        fail(std::get<api::DeskFailure>(answer));
    });
}

void KeysPane::take(const api::KeyPage& page)
{
    m_tree->add(page.keys);
    m_looked += page.looked;
    m_inAll = page.inAll;
    const bool isOver = page.next == "0" || m_tree->keyCount() >= kMostKeys;
    if (isOver)
        stop();
    else
        step(page.next);
    writeProgress();
}

void KeysPane::choose()
{
    const api::SeenKey* const key = m_tree->keyAt(m_view->currentIndex());
    m_values.forget();
    m_value->clear();
    m_more->hide();
    m_chosen = key ? key->name : QByteArray();
    m_next.clear();
    m_stream->setVisible(m_queues && key && key->type == "stream");
    m_heading->setText(QString::fromUtf8(m_chosen));
    if (key) readMore();
}

void KeysPane::readMore()
{
    m_values.await<api::KeyValue>(this, m_keys.value(m_chosen, m_next), [this](api::Answer<api::KeyValue> answer) {
        if (const auto* value = std::get_if<api::KeyValue>(&answer)) return takeValue(*value);
        const auto& failure = std::get<api::DeskFailure>(answer);
        if (failure.error == api::DeskError::NotFound)
            m_value->setPlainText(tr("This key is gone."));
        else
            fail(failure);
    });
}

bool KeysPane::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress && !m_stream->isHidden()) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            openStream();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void KeysPane::openStream()
{
    openOnScreen(*new StreamSheet(*m_queues, m_chosen, m_look, this));
}

void KeysPane::takeValue(const api::KeyValue& value)
{
    for (const auto& [name, held] : value.rows) {
        const QString text = QString::fromUtf8(held);
        const bool isPlain = value.type == "string" || name.isEmpty();
        m_value->appendPlainText(isPlain ? text : u"%1\t%2"_s.arg(QString::fromUtf8(name), text));
    }
    if (value.rows.empty() && m_next.isEmpty()) m_value->setPlainText(tr("It is empty."));
    m_next = value.next;
    m_more->setVisible(!m_next.isEmpty());
}

void KeysPane::fail(const api::DeskFailure& failure)
{
    const bool isAway = failure.error == api::DeskError::StoreDown;
    m_notice->setNotice(Tone::Attention, isAway ? tr("Redis does not answer.") : tr("The engine is still starting."));
    m_notice->show();
}

void KeysPane::writeProgress()
{
    m_search->setText(m_isLooking ? tr("Stop") : tr("Look"));
    const double part = m_inAll > 0 ? std::min(1.0, double(m_looked) / double(m_inAll)) : 0;
    m_progress->setVisible(m_isLooking);
    m_progress->setValue(int(1000 * part));
    const QString found = m_look.formats().number(m_tree->keyCount());
    if (m_isLooking)
        m_state->setText(tr("%1 found, %2% looked at").arg(found, m_look.formats().number(int(100 * part))));
    else if (m_tree->keyCount() >= kMostKeys)
        m_state->setText(tr("The first %1; be more specific").arg(found));
    else
        m_state->setText(tr("%1 keys").arg(found));
}

void KeysPane::retranslate()
{
    m_match->setPlaceholderText(tr("Part of a key, or a pattern such as chat:*"));
    m_match->setAccessibleName(tr("Which keys to look for"));
    m_view->setAccessibleName(tr("Keys"));
    m_value->setAccessibleName(tr("What the key holds"));
    m_value->setPlaceholderText(tr("Choose a key to see what it holds."));
    m_more->setText(tr("Read more"));
    m_leftovers->setText(tr("Leftovers …"));
    m_leftovers->setToolTip(tr("Keys that should have run out"));
    m_stream->setText(tr("Follow the stream (Enter)"));
    m_tree->retranslate();
    writeProgress();
}

}  // namespace tongdai
