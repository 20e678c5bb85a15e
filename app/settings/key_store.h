#pragma once

#include <QString>

#include <chrono>

namespace tongdai::app {

/// The key store of the desktop this program runs in (the Secret Service, through QtKeychain): one text by the
/// name of its entry. Every call blocks, at most as long as it is told, and may be made from any thread; the work is
/// done on a thread with a loop of its own. Where there is no session bus nothing is asked (security S35).
struct KeyStoreAnswer {
    enum class Outcome {
        Done,
        NoEntry,  ///< it answers, and has nothing by that name
        NoStore,  ///< no session bus, no service, or no default collection
        Locked,   ///< and nobody unlocked it
        Denied,   ///< somebody, or the service, said no
        TooSlow,  ///< no answer in time
        Trouble,  ///< `detail` says which
    };
    Outcome outcome = Outcome::Trouble;
    QString text = {};
    QString detail = {};
};

/// Whether it is there and open, without asking anybody to unlock it. Of the environment it believes
/// DBUS_SESSION_BUS_ADDRESS alone.
KeyStoreAnswer::Outcome keyStoreState(std::chrono::milliseconds patience);

/// `mayAsk`: the desktop may ask its owner to unlock it meanwhile.
KeyStoreAnswer readKeyStore(const QString& entry, std::chrono::milliseconds patience, bool mayAsk);
KeyStoreAnswer writeKeyStore(const QString& entry, const QString& text, std::chrono::milliseconds patience);
KeyStoreAnswer eraseFromKeyStore(const QString& entry, std::chrono::milliseconds patience);

}  // namespace tongdai::app
