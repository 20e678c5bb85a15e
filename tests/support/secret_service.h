#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>
#include <QThread>

#include <memory>

namespace tongdai::testing {

class SecretServiceObject;

/// A session bus of the test's own (dbus-daemon in a private folder, without services to start) and on it a stand-in of
/// org.freedesktop.secrets that keeps passwords in memory: never the keyring of whoever runs the test. While it lives
/// DBUS_SESSION_BUS_ADDRESS leads there, in this process and in those it starts.
class SecretService {
public:
    enum class Mood {
        Open,
        Locked,        ///< and its question to unlock is turned away
        AsksAndOpens,  ///< locked until its question is answered, which happens at once
        Denies,        ///< to read and to write
        KeepsClosed,   ///< keeps what it is given, and denies to read it
        Garbles,       ///< gives back something else than it was given
        Silent,        ///< takes every call and answers none
        Forgetful,     ///< says that it is open, and answers nothing else
        Late,          ///< takes what is to be kept, and keeps it when it is told to
    };

    SecretService();
    ~SecretService();
    Q_DISABLE_COPY_MOVE(SecretService)

    /// False: see problem().
    bool start();
    QString problem() const { return m_problem; }

    void setMood(Mood mood);
    void forgetAll();
    /// What was to be kept while it was late.
    void keepWhatWaits();
    /// Of all passwords that are kept now.
    QStringList passwords() const;
    int questionCount() const;  ///< how often it wanted to be unlocked
    void leaveBus();

private:
    QTemporaryDir m_dir;
    QProcess m_bus;
    QThread m_thread;
    std::unique_ptr<SecretServiceObject> m_object;
    QByteArray m_addressBefore;
    bool m_hadAddress = false;
    QString m_problem;
};

}  // namespace tongdai::testing
