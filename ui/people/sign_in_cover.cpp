#include "ui/people/sign_in_cover.h"

#include "ui/common/look/console_style.h"
#include "ui/common/widgets/card.h"
#include "ui/common/widgets/role_label.h"
#include "ui/people/people_words.h"

#include <QAction>
#include <QBoxLayout>
#include <QDialog>
#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMainWindow>
#include <QPainter>
#include <QPushButton>

namespace tongdai {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kCoverCardWidth = 420;  // at 100 %

QLineEdit* coverField(const QString& name, bool isPassword)
{
    auto* edit = new QLineEdit;
    edit->setObjectName(name);
    edit->setMaxLength(isPassword ? kLongestPassword : int(kMaxIdBytes));
    if (isPassword) edit->setEchoMode(QLineEdit::Password);
    return edit;
}

}  // namespace

SignInCover::SignInCover(api::People& people, Look look, QMainWindow& window)
    : QWidget(&window),
      m_people(people),
      m_look(look),
      m_window(window),
      m_card(new Card),
      m_words(new RoleLabel(TextRole::List, ColorRole::SecondaryText)),
      m_nameLabel(new RoleLabel(TextRole::List)),
      m_name(coverField(u"signInName"_s, false)),
      m_passwordLabel(new RoleLabel(TextRole::List)),
      m_password(coverField(u"signInPassword"_s, true)),
      m_newLabel(new RoleLabel(TextRole::List)),
      m_new(coverField(u"newPassword"_s, true)),
      m_againLabel(new RoleLabel(TextRole::List)),
      m_again(coverField(u"newPasswordAgain"_s, true)),
      m_trouble(new RoleLabel(TextRole::List, ColorRole::Danger)),
      m_accept(new QPushButton),
      m_other(new QPushButton)
{
    setObjectName(u"signInCover"_s);
    setFocusPolicy(Qt::NoFocus);
    m_accept->setObjectName(u"signInAccept"_s);
    m_accept->setDefault(true);
    markPrimary(*m_accept, true);
    m_other->setObjectName(u"signInOther"_s);
    m_trouble->setObjectName(u"signInTrouble"_s);
    m_words->setObjectName(u"signInWords"_s);
    for (RoleLabel* label : {m_words, m_trouble}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    QVBoxLayout& rows = m_card->content();
    rows.addWidget(m_words);
    const std::pair<RoleLabel*, QLineEdit*> pairs[] = {
        {m_nameLabel, m_name}, {m_passwordLabel, m_password}, {m_newLabel, m_new}, {m_againLabel, m_again}};
    for (const auto& [label, edit] : pairs) {
        label->setBuddy(edit);
        rows.addWidget(label);
        rows.addWidget(edit);
        connect(edit, &QLineEdit::returnPressed, this, &SignInCover::accept);
    }
    rows.addWidget(m_trouble);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_accept);
    buttons->addWidget(m_other);
    buttons->addStretch(1);
    rows.addLayout(buttons);
    auto* middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(m_card);
    middle->addStretch(1);
    auto* all = new QVBoxLayout(this);
    all->addStretch(1);
    all->addLayout(middle);
    all->addStretch(2);
    hide();
    window.installEventFilter(this);
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &SignInCover::writeMessage);
    connect(m_accept, &QPushButton::clicked, this, &SignInCover::accept);
    m_slow.setSingleShot(true);
    m_askAgain.setSingleShot(true);
    connect(&m_slow, &QTimer::timeout, this, [this] { waitLonger(tr("The message history has not answered yet.")); });
    connect(&m_askAgain, &QTimer::timeout, this, [this] { m_mode == Mode::Locked ? unlock() : signIn(); });
    connect(m_other, &QPushButton::clicked, this, [this] {
        if (m_isLong)
            giveUp();
        else if (m_mode == Mode::NewPassword)
            setMode(modeOf(m_people.state()));
        else
            m_people.signOut();
    });
    connect(&people, &api::People::changed, this, &SignInCover::readState);
    connect(&look.language, &Language::changed, this, &SignInCover::write);
    connect(&look.theme, &Theme::changed, this, &SignInCover::write);
    readState();
}

void SignInCover::setShopName(const QString& name)
{
    m_shopName = name;
    write();
}

void SignInCover::askForNewPassword()
{
    if (m_mode == Mode::None) setMode(Mode::NewPassword);
}

SignInCover::Typed SignInCover::typed() const
{
    if (m_mode != Mode::SignIn || m_isWaiting) return {};
    // The window's own focus: another one may be active already.
    const bool isAtPassword = window()->focusWidget() == m_password || !m_password->text().isEmpty();
    return {m_name->text(), m_password->text(), isAtPassword};
}

void SignInCover::goOnWith(const Typed& begun)
{
    if (m_mode != Mode::SignIn || m_isWaiting) return;
    if (begun.isAtPassword) {
        m_password->setText(begun.password + m_password->text() + m_name->text());
        m_name->setText(begun.name);
        m_password->setFocus();
    } else {
        m_name->setText(begun.name + m_name->text());
    }
}

SignInCover::Mode SignInCover::modeOf(const api::PeopleState& state) const
{
    if (!state.me) return Mode::SignIn;
    if (state.isLocked) return Mode::Locked;
    if (state.me->mustChangePassword) return Mode::FirstPassword;
    return Mode::None;
}

void SignInCover::readState()
{
    const Mode mode = modeOf(m_people.state());
    if (m_isEarly && m_people.state().isKnown) {
        m_isEarly = false;
        m_message.clear();
        setWaiting(false);
        if (mode == Mode::SignIn && m_mode == mode) signIn();
    }
    if (m_mode == Mode::NewPassword && mode == Mode::None) return;
    if (mode != Mode::FirstPassword && mode != Mode::SignIn) m_presentPassword.clear();
    setMode(mode);
}

void SignInCover::setMode(Mode mode)
{
    if (m_mode != mode) {
        m_mode = mode;
        if (m_isLong) stopWaiting();
        m_beginsAnew = true;
        m_message.clear();
        if (mode == Mode::SignIn) m_message = PeopleWords::sessionEnd(m_people.state().lastEnd);
        for (QLineEdit* edit : {m_password, m_new, m_again})
            edit->clear();
        if (mode == Mode::SignIn || mode == Mode::None) m_name->clear();
    }
    write();
    cover(isUp());
    keepFocus();
}

/// A new question begins at its first field, also where that was closed while an answer was awaited.
void SignInCover::keepFocus()
{
    const QList<QWidget*> all = fields();
    if (!isUp() || m_isWaiting || all.isEmpty()) return;
    if (std::exchange(m_beginsAnew, false) || !all.contains(m_window.focusWidget())) all.first()->setFocus();
}

/// What is below neither sees a key nor keeps a sheet open over this.
void SignInCover::cover(bool on)
{
    if (on == isVisibleTo(&m_window)) return;
    if (on) {
        const QList<QDialog*> sheets = m_window.findChildren<QDialog*>();
        for (QDialog* sheet : sheets)
            sheet->close();
        const QList<QAction*> actions = m_window.actions();
        for (QAction* action : actions) {
            // Quit asks first, and the shop's end is not a secret.
            if (!action->isEnabled() || action->property("staysUnderCover").toBool()) continue;
            action->setEnabled(false);
            m_silenced << action;
        }
        const QList<QWidget*> parts = m_window.findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
        for (QWidget* part : parts) {
            if (part == this || part->isWindow() || !part->isEnabled()) continue;
            part->setEnabled(false);
            m_disabled << part;
        }
        fit();
        show();
        raise();
        const QList<QWidget*> all = fields();
        if (!all.isEmpty()) all.first()->setFocus();
        return;
    }
    hide();
    for (QAction* action : std::exchange(m_silenced, {}))
        action->setEnabled(true);
    for (QWidget* part : std::exchange(m_disabled, {}))
        part->setEnabled(true);
}

QList<QWidget*> SignInCover::fields() const
{
    QList<QWidget*> shown;
    for (QWidget* widget : QList<QWidget*>{m_name, m_password, m_new, m_again, m_accept, m_other}) {
        if (widget->isVisibleTo(this) && widget->isEnabled()) shown << widget;
    }
    return shown;
}

void SignInCover::fit()
{
    setGeometry(m_window.rect());
    m_card->setFixedWidth(std::min(grownWith(font(), kCoverCardWidth), width() - 24));
}

bool SignInCover::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_window && event->type() == QEvent::Resize && isUp()) fit();
    return QWidget::eventFilter(watched, event);
}

/// Tab goes round inside.
bool SignInCover::focusNextPrevChild(bool next)
{
    const QList<QWidget*> all = fields();
    if (all.isEmpty()) return true;
    const qsizetype at = all.indexOf(focusWidget());
    const qsizetype to = at < 0 ? 0 : (at + (next ? 1 : all.size() - 1)) % all.size();
    all.at(to)->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void SignInCover::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_isLong) return giveUp();
    if (event->key() == Qt::Key_Escape && m_mode == Mode::NewPassword) {
        setMode(modeOf(m_people.state()));
        return;
    }
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && m_other->hasFocus()) return m_other->click();
    if (isEnter) return accept();
    event->accept();  // nothing below hears it
}

void SignInCover::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), palette().window());
}

void SignInCover::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) write();
    QWidget::changeEvent(event);
}

void SignInCover::write()
{
    const api::PeopleState state = m_people.state();
    const bool isNew = m_mode == Mode::FirstPassword || m_mode == Mode::NewPassword;
    const bool needsPassword = m_mode != Mode::Locked || (state.me && state.me->hasPassword);
    const bool needsPresent = !isNew || m_presentPassword.isEmpty();
    for (QWidget* widget : QList<QWidget*>{m_nameLabel, m_name})
        widget->setVisible(m_mode == Mode::SignIn);
    for (QWidget* widget : QList<QWidget*>{m_passwordLabel, m_password})
        widget->setVisible(needsPassword && needsPresent);
    for (QWidget* widget : QList<QWidget*>{m_newLabel, m_new, m_againLabel, m_again})
        widget->setVisible(isNew);
    m_nameLabel->setText(tr("Name to sign in with"));
    m_passwordLabel->setText(isNew ? tr("Present password") : tr("Password"));
    m_newLabel->setText(tr("New password, at least 8 characters"));
    m_againLabel->setText(tr("Once more"));
    for (const auto& [label, edit] :
         {std::pair{m_nameLabel, m_name}, {m_passwordLabel, m_password}, {m_newLabel, m_new}, {m_againLabel, m_again}})
        edit->setAccessibleName(label->text());
    const QString me = state.me ? state.me->name : QString();
    const QString shop = m_shopName.isEmpty() ? u"Tongdai"_s : m_shopName;
    switch (m_mode) {
        case Mode::None: break;
        case Mode::SignIn:
            m_card->setHeading(shop);
            m_words->setText(
                tr("Sign in to answer customers. The shop itself is open: messages are taken and the bot "
                   "answers."));
            m_accept->setText(tr("Sign in"));
            break;
        case Mode::Locked:
            m_card->setHeading(tr("Locked: %1").arg(me));
            m_words->setText(needsPassword ? tr("Your drafts are kept. The shop goes on.")
                                           : tr("The screen is hidden. Without people there is no password yet."));
            m_accept->setText(tr("Unlock"));
            break;
        case Mode::FirstPassword:
            m_card->setHeading(tr("A password of your own"));
            m_words->setText(tr("%1, the password you were given has been seen by somebody else. Choose one that only "
                                "you know.")
                                 .arg(me));
            m_accept->setText(tr("Use this password"));
            break;
        case Mode::NewPassword:
            m_card->setHeading(tr("Change your password"));
            m_words->setText(tr("Wherever else you are signed in, you sign in again with the new one."));
            m_accept->setText(tr("Use this password"));
            break;
    }
    m_other->setVisible(m_isLong || (m_mode != Mode::SignIn && needsPassword));
    m_other->setText(m_isLong                      ? tr("Stop waiting")
                     : m_mode == Mode::NewPassword ? tr("Cancel")
                     : m_mode == Mode::Locked      ? tr("Somebody else signs in")
                                                   : tr("Sign out"));
    m_card->updateGeometry();
    writeMessage();
}

}  // namespace tongdai
