#pragma once

#include <QAnyStringView>
#include <QByteArray>
#include <QLatin1StringView>
#include <QString>

#include <span>

namespace tongdai::app {

class SettingReader;
struct WrittenSettings;

/// One name that can be set: in the settings file, in `.env`, in the environment, and as `--kebab-case` option.
/// The only place where a name, the member it fills, its default and its range stand.
struct SettingRow {
    using Reader = void (*)(SettingReader&, const SettingRow&, WrittenSettings&);
    enum class Kind { Text, Integer, Seconds, Flag, Port, Url, Choice, File, Secret, List };
    QLatin1StringView key;
    Kind kind;
    QLatin1StringView standard;  ///< default, as it would be written in the file
    qint64 least = 0;            ///< range of Integer and Seconds
    qint64 most = 0;
    QLatin1StringView choices{};  ///< of Choice, separated by '|'
    QLatin1StringView about;
    Reader read = nullptr;
};

std::span<const SettingRow> settingRows();
const SettingRow* findSetting(QAnyStringView key);

/// "API_PORT" → "api-port"
QString optionName(const SettingRow& row);

/// The commented sample file, as it lies in resources/ (a test compares the two).
QByteArray sampleSettingsFile();

/// The table of the README's section "Settings", from its head to the last row (a test compares the two).
QByteArray readmeSettingsTable();

}  // namespace tongdai::app
