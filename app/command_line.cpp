#include "app/command_line.h"

#include "app/settings/settings_schema.h"

#include <QCommandLineParser>
#include <QDir>
#include <QStandardPaths>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

void addOptions(QCommandLineParser& parser, bool forConsole)
{
    parser.addOptions({
        {u"data-dir"_s, u"Folder for everything the program keeps."_s, u"folder"_s},
        {u"settings"_s, u"Settings file to read."_s, u"file"_s},
        {u"port"_s, u"Port to listen on; 0 takes any free one."_s, u"port"_s},
        {u"host"_s, u"Address to listen on."_s, u"address"_s},
        {u"allow-remote"_s, u"Allows an address other computers can reach."_s},
        {u"sample"_s, u"Opens the sample shop."_s},
        {u"check"_s, u"Tests settings and connections, then exits."_s},
        {u"migrate"_s, u"Brings the history's schema up to date, then exits."_s},
        {u"dry-run"_s, u"With restore or import: says what would come of it and changes nothing."_s},
        {u"with-addresses"_s, u"With restore: takes the addresses in the backup's settings over, too."_s},
        {u"column"_s, u"With import: what a column is, for example text=content; also table=messages."_s,
         u"what=column"_s},
        {u"zone"_s, u"With import: the time zone of times that name none, for example Asia/Ho_Chi_Minh; else UTC."_s,
         u"zone"_s},
        {u"key"_s, u"With verify: the fingerprint the package's key must have."_s, u"fingerprint"_s},
        {u"print-sample-settings"_s, u"Prints a commented settings file, then exits."_s},
        {{u"h"_s, u"help"_s}, u"Shows this help."_s},
        {{u"v"_s, u"version"_s}, u"Shows the version."_s},
    });
    if (forConsole) {
        parser.addOptions({
            {u"screenshot"_s, u"Draws a page to a PNG file and exits."_s, u"file"_s},
            {u"page"_s, u"Page to open or draw: live, locks, stats, system or setup."_s, u"page"_s},
            {{u"minimised"_s, u"minimized"_s}, u"Starts in the tray, or in the task bar where there is no tray."_s},
            {u"theme"_s, u"light or dark."_s, u"theme"_s},
            {u"lang"_s, u"vi or en."_s, u"language"_s},
            {u"size"_s, u"Size of the picture, for example 1366x768."_s, u"size"_s},
        });
    }
    for (const SettingRow& row : settingRows()) {
        if (row.kind == SettingRow::Kind::Secret) continue;  // a command line is no place for secrets (security S36)
        const QString about = QString(row.about);
        parser.addOption({optionName(row), about, u"value"_s});
    }
}

CommandLine failed(const QString& why)
{
    CommandLine line;
    line.act = CommandLine::Act::Fail;
    line.message = why;
    return line;
}

/// "backup FILE", "restore FILE", "move", "import FILE" and "verify FILE": what is wrong with it, or nothing.
QString readShopCommand(const QStringList& words, CommandLine& line)
{
    if (words.isEmpty()) return {};
    const QString& command = words.constFirst();
    if (command == "verify"_L1) {
        if (words.size() != 2) return u"verify wants one file"_s;
        line.act = CommandLine::Act::Verify;
        line.evidenceFile = QDir::current().absoluteFilePath(words[1]);
        return {};
    }
    if (command == "import"_L1) {
        if (words.size() != 2) return u"import wants one file"_s;
        line.act = CommandLine::Act::Import;
        line.importFile = QDir::current().absoluteFilePath(words[1]);
        return {};
    }
    const bool wantsFile = command == "backup"_L1 || command == "restore"_L1;
    if (!wantsFile && command != "move"_L1) return u"unexpected argument '%1'"_s.arg(command);
    if (words.size() != (wantsFile ? 2 : 1))
        return wantsFile ? u"%1 wants one file"_s.arg(command) : u"move takes no file: the settings name the server"_s;
    using Act = CommandLine::Act;
    line.act = command == "backup"_L1 ? Act::Backup : command == "restore"_L1 ? Act::Restore : Act::Move;
    if (wantsFile) line.backupFile = QDir::current().absoluteFilePath(words[1]);
    return {};
}

void readSources(const QCommandLineParser& parser, SettingSources& sources)
{
    const QString config = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + "/tongdai"_L1;
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/tongdai"_L1;
    const bool ownFolder = parser.isSet(u"data-dir"_s);
    sources.dataDir = QDir(ownFolder ? parser.value(u"data-dir"_s) : data).absolutePath();
    sources.dataDirNamed = ownFolder;
    sources.settingsFileNamed = parser.isSet(u"settings"_s);
    sources.settingsFile = sources.settingsFileNamed ? parser.value(u"settings"_s)
                                                     : (ownFolder ? sources.dataDir : config) + "/settings.conf"_L1;
    sources.envFile = QDir::current().filePath(u".env"_s);
    sources.environment = QProcessEnvironment::systemEnvironment();
    sources.allowRemote = parser.isSet(u"allow-remote"_s);
    for (const SettingRow& row : settingRows()) {
        const QString name = optionName(row);
        if (row.kind != SettingRow::Kind::Secret && parser.isSet(name))
            sources.options[QString(row.key)] = parser.value(name);
    }
    if (parser.isSet(u"port"_s)) sources.options[u"API_PORT"_s] = parser.value(u"port"_s);
    if (parser.isSet(u"host"_s)) sources.options[u"API_HOST"_s] = parser.value(u"host"_s);
}

bool readPicture(const QCommandLineParser& parser, CommandLine& line)
{
    line.screenshotFile = parser.value(u"screenshot"_s);
    line.page = parser.value(u"page"_s);
    line.minimised = parser.isSet(u"minimised"_s);
    line.theme = parser.value(u"theme"_s);
    line.language = parser.value(u"lang"_s);
    if (!parser.isSet(u"size"_s)) return true;
    const QStringList parts = parser.value(u"size"_s).split(u'x');
    bool wide = false;
    bool high = false;
    if (parts.size() == 2) line.size = QSize(parts[0].toInt(&wide), parts[1].toInt(&high));
    return wide && high && line.size.width() >= 320 && line.size.height() >= 240 && line.size.width() <= 8192 &&
           line.size.height() <= 8192;
}

}  // namespace

CommandLine parseCommandLine(const QStringList& arguments, bool forConsole)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Customer-support desk with its message engine inside."_s);
    addOptions(parser, forConsole);
    parser.addPositionalArgument(
        u"command"_s,
        u"Instead of running: 'backup FILE' writes the embedded shop to one file, also while it runs; 'restore FILE' "
        "brings it back and keeps the old one aside; 'move' carries the embedded shop to the PostgreSQL or MySQL "
        "server "
        "of the settings; 'import FILE' takes over another system's history (CSV, JSON, SQL); 'verify FILE' checks a "
        "package of evidence, of whatever shop."_s,
        u"[backup FILE | restore FILE | move | import FILE | verify FILE]"_s);
    if (!parser.parse(arguments)) return failed(parser.errorText());
    CommandLine line;
    const QString mistake = readShopCommand(parser.positionalArguments(), line);
    if (!mistake.isEmpty()) return failed(mistake);
    line.dryRun = parser.isSet(u"dry-run"_s);
    line.withAddresses = parser.isSet(u"with-addresses"_s);
    line.evidenceKey = parser.value(u"key"_s);
    line.importColumns = parser.values(u"column"_s);
    line.importZone = parser.value(u"zone"_s).toUtf8();
    if (parser.isSet(u"help"_s)) {
        line.act = CommandLine::Act::ShowHelp;
        line.message = parser.helpText();
    } else if (parser.isSet(u"version"_s)) {
        line.act = CommandLine::Act::ShowVersion;
        line.message = u"Tongdai " TONGDAI_VERSION ""_s;
    } else if (parser.isSet(u"print-sample-settings"_s)) {
        line.act = CommandLine::Act::PrintSample;
    } else if (parser.isSet(u"migrate"_s)) {
        line.act = CommandLine::Act::Migrate;
    } else if (parser.isSet(u"check"_s)) {
        line.act = CommandLine::Act::Check;
    }
    readSources(parser, line.sources);
    line.sampleShop = parser.isSet(u"sample"_s);
    const bool namesAShop = parser.isSet(u"data-dir"_s) || parser.isSet(u"settings"_s);
    if (forConsole && parser.isSet(u"screenshot"_s) && namesAShop)
        return failed(u"--screenshot draws a made-up shop of its own; leave out --data-dir and --settings"_s);
    if (forConsole && !readPicture(parser, line)) return failed(u"--size wants WIDTHxHEIGHT, for example 1366x768"_s);
    line.hasWindow = forConsole && line.act == CommandLine::Act::Run && line.screenshotFile.isEmpty();
    return line;
}

QStringList shopArguments(const CommandLine& line)
{
    const SettingSources& sources = line.sources;
    QStringList arguments;
    if (sources.dataDirNamed) arguments << u"--data-dir"_s << sources.dataDir;
    if (sources.settingsFileNamed)
        arguments << u"--settings"_s << QDir::current().absoluteFilePath(sources.settingsFile);
    if (sources.allowRemote) arguments << u"--allow-remote"_s;
    for (const SettingRow& row : settingRows()) {
        const auto given = sources.options.constFind(QString(row.key));
        if (given != sources.options.cend()) arguments << u"--"_s + optionName(row) << *given;
    }
    return arguments;
}

void drawFromAShopOfItsOwn(CommandLine& line, const QString& folder)
{
    const QHash<QString, QString> given = line.sources.options;
    line.sources = {};
    line.sources.dataDir = folder;
    line.sources.settingsFile = folder + "/settings.conf"_L1;
    line.sources.options[u"API_PORT"_s] = u"0"_s;
    for (const QString& shown : {u"SHOP_NAME"_s, u"OPERATOR_NAME"_s}) {
        if (given.contains(shown)) line.sources.options[shown] = given[shown];
    }
    line.sampleShop = true;
}

}  // namespace tongdai::app
