#pragma once

#include <QDialog>

namespace tongdai {

/// Why the shop cannot be opened, or not wholly.
enum class StartFailure : quint8 {
    BadSettings,
    AlreadyRunning,  ///< and its window, if it has one, does not answer
    NoData,          ///< the data folder is not to be used, or its disk is full
    CannotListen,    ///< the address is another program's
    NoHistory,
    NoSecrets,  ///< they lie in a key store that does not give them out
};

/// Says what happened, the cause in the program's own words with file and line, and what to do. Stands alone, before
/// there is a window, or on one.
class FailureSheet final : public QDialog {
    Q_OBJECT
public:
    /// `cause`: plain text, may have several lines. `settingsFile`: offered to be opened where that helps.
    FailureSheet(StartFailure failure, const QString& cause, const QString& settingsFile, QWidget* parent = nullptr);

private:
    static QString headingOf(StartFailure failure);
    static QString adviceOf(StartFailure failure);
};

}  // namespace tongdai
