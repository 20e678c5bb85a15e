#pragma once

#include "engine/api/people.h"
#include "ui/common/look/look.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QMainWindow;
class QPushButton;

namespace tongdai {

class Card;
class RoleLabel;

/// What covers the window while nobody may look at it: signing in, the lock screen, and the first password of one's
/// own. It hides everything and takes the keyboard; what is below is disabled, its sheets are closed. What it hides is
/// refused by the engine all the same (security S16). Lives on the GUI thread.
class SignInCover final : public QWidget {
    Q_OBJECT
public:
    SignInCover(api::People& people, Look look, QMainWindow& window);

    bool isUp() const { return m_mode != Mode::None; }
    void setShopName(const QString& name);
    /// Somebody wants to choose another password.
    void askForNewPassword();
    /// What somebody has begun to type to sign in.
    struct Typed {
        QString name;
        QString password;
        bool isAtPassword = false;
    };
    Typed typed() const;
    /// As begun elsewhere, before what has been typed here since.
    void goOnWith(const Typed& begun);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Mode : quint8 { None, SignIn, Locked, FirstPassword, NewPassword };
    void readState();
    void setMode(Mode mode);
    void cover(bool on);
    void keepFocus();
    void fit();
    void write();
    void writeMessage();
    void accept();
    void signIn();
    void unlock();
    void changePassword();
    void take(const api::Answer<api::SignInAnswer>& answer);
    void take(const api::Answer<api::PersonAnswer>& answer);
    void fail(const QString& message);
    void setWaiting(bool waits);
    /// The store cannot be asked just now: what is waited for is said, and it is asked again.
    void waitLonger(const QString& cause);
    void stopWaiting();
    /// As the one who waits wishes: the engine is told as well.
    void giveUp();
    QList<QWidget*> fields() const;
    Mode modeOf(const api::PeopleState& state) const;

    api::People& m_people;
    Look m_look;
    QMainWindow& m_window;
    QString m_shopName;
    Mode m_mode = Mode::None;
    QString m_message;
    bool m_beginsAnew = false;  ///< the first field has still to get the focus
    bool m_isWaiting = false;   ///< for the answer to what was typed
    bool m_isEarly = false;     ///< signed in before the engine knew who there is
    QString m_presentPassword;  ///< just signed in with; needed to choose the first own one, then forgotten
    std::chrono::steady_clock::time_point m_mayTryAt{};
    QTimer m_tick;
    QTimer m_askAgain;
    QTimer m_slow;          ///< it takes longer than usual
    bool m_isLong = false;  ///< the wait is said, and can be given up
    api::NewestAnswer m_tried;
    QList<QAction*> m_silenced;  ///< the window's own, while it is covered
    QList<QWidget*> m_disabled;
    Card* m_card;
    RoleLabel* m_words;
    RoleLabel* m_nameLabel;
    QLineEdit* m_name;
    RoleLabel* m_passwordLabel;
    QLineEdit* m_password;
    RoleLabel* m_newLabel;
    QLineEdit* m_new;
    RoleLabel* m_againLabel;
    QLineEdit* m_again;
    RoleLabel* m_trouble;
    QPushButton* m_accept;
    QPushButton* m_other;
};

}  // namespace tongdai
