#pragma once

#include "app/settings/settings.h"

#include <QSize>

namespace tongdai::app {

/// What was asked for on the command line, before settings are read (design §9).
struct CommandLine {
    enum class Act {
        Run,
        ShowHelp,
        ShowVersion,
        Migrate,
        Check,
        PrintSample,
        Backup,
        Restore,
        Move,
        Import,
        Verify,
        Fail
    };
    Act act = Act::Run;
    QString message;  ///< of ShowHelp, ShowVersion and Fail
    SettingSources sources;
    bool sampleShop = false;
    QString backupFile;          ///< of Backup and Restore
    QString importFile;          ///< of Import
    QStringList importColumns;   ///< of Import: "text=content" for each that is not to be guessed
    QString evidenceFile;        ///< of Verify
    QString evidenceKey;         ///< of Verify: the fingerprint its key must have; empty: any
    bool withAddresses = false;  ///< of Restore
    QByteArray importZone;       ///< of Import: of times that name none; empty: UTC
    bool dryRun = false;
    // tongdai only
    bool hasWindow = false;  ///< one is opened on a shop; false for pictures and commands
    QString screenshotFile;
    QString page;
    bool minimised = false;
    QString theme;
    QString language;
    QSize size;
};

/// `forConsole`: also knows the options of the window.
CommandLine parseCommandLine(const QStringList& arguments, bool forConsole);

/// The options that say which shop it is, to start the same one again.
QStringList shopArguments(const CommandLine& line);

/// A picture is drawn from a sample shop of its own in `folder`, whatever the settings, the environment and other
/// options name: made-up customers never come into a real shop's history, nor to its platform.
void drawFromAShopOfItsOwn(CommandLine& line, const QString& folder);

}  // namespace tongdai::app
