#include "app/maintenance.h"

#include "engine/host/boot/installation_check.h"

#include <cstdio>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

void print(const QString& name, const QString& verdict, const QString& words)
{
    std::printf("%s\n", qUtf8Printable(u"%1 %2 %3"_s.arg(name, -12).arg(verdict, -10).arg(words)));
}

int check(const StartedUp& started)
{
    print(u"Settings"_s, u"fine"_s, started.settings.settingsFile);
    print(u"Data folder"_s, u"fine"_s, started.settings.dataDir);
    bool isFine = true;
    for (const CheckedPart& part : checkInstallation(started.engine)) {
        switch (part.verdict) {
            case CheckedPart::Verdict::Fine: print(part.name, u"fine"_s, part.words); break;
            case CheckedPart::Verdict::NotSetUp: print(part.name, u"not set up"_s, part.words); break;
            case CheckedPart::Verdict::Trouble:
                print(part.name, u"TROUBLE"_s, part.words);
                isFine = false;
                break;
        }
    }
    return isFine ? 0 : kExitTrouble;
}

int migrate(const StartedUp& started)
{
    try {
        std::printf("%s\n", qUtf8Printable(migrateHistory(started.engine)));
        return 0;
    } catch (const std::runtime_error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return kExitTrouble;
    }
}

}  // namespace

std::optional<int> answerMaintenanceAct(const CommandLine& line, const StartedUp& started)
{
    switch (line.act) {
        case CommandLine::Act::Check: return check(started);
        case CommandLine::Act::Migrate: return migrate(started);
        default: return std::nullopt;
    }
}

}  // namespace tongdai::app
