#pragma once

#include "app/settings/settings.h"
#include "app/settings/settings_schema.h"
#include "engine/domain/web_address.h"

namespace tongdai::app {

/// Gathers what is written from the lowest source to the highest, and reads it by the rows of the table: a value that
/// does not fit its row becomes a mistake with its place, and the default is read instead. Blocking (files).
class SettingReader {
public:
    struct RawValue {
        QString text;
        QString where;
    };

    explicit SettingReader(const SettingSources& sources);

    void mistake(const QString& where, const QString& what) { m_mistakes.push_back({where, what}); }
    std::vector<SettingMistake> takeMistakes() { return std::move(m_mistakes); }
    bool isClean() const { return m_mistakes.empty(); }
    /// What the console saved lies in a key store that does not give it out now: that something is missing is no
    /// mistake then. Who needs it asks for it first (secretsOutOfReach).
    bool areSecretsAway() const { return m_areSecretsAway; }

    RawValue raw(const SettingRow& row) const;
    QString whereIs(QLatin1StringView key) const { return raw(*findSetting(key)).where; }

    void read(const SettingRow& row, bool& into) { into = flag(row); }
    void read(const SettingRow& row, int& into) { into = int(number(row)); }
    void read(const SettingRow& row, qint64& into) { into = number(row); }
    void read(const SettingRow& row, quint16& into) { into = quint16(number(row)); }
    void read(const SettingRow& row, std::chrono::seconds& into) { into = std::chrono::seconds(number(row)); }
    void read(const SettingRow& row, std::chrono::minutes& into) { into = std::chrono::minutes(number(row)); }
    void read(const SettingRow& row, std::chrono::hours& into) { into = std::chrono::hours(number(row)); }
    void read(const SettingRow& row, QString& into);
    void read(const SettingRow& row, QStringList& into) { into = list(row); }
    void read(const SettingRow& row, QUrl& into) { into = url(row); }
    void read(const SettingRow& row, std::vector<AddressRange>& into) { into = ranges(row); }
    void read(const SettingRow& row, AnswerRule::Channels& into);

    /// Each item in the one spelling that is compared; an item that has none is a mistake.
    QStringList addresses(const SettingRow& row, WebAddress (*spelled)(const QString&));

private:
    void readFile(const QString& path, bool mustExist, bool unknownIsMistake);
    void set(const QString& key, const QString& value, const QString& where) { m_values[key] = {value, where}; }
    bool flag(const SettingRow& row);
    qint64 number(const SettingRow& row);
    QString choice(const SettingRow& row);
    QString secret(const SettingRow& row);
    QString file(const SettingRow& row);
    QStringList list(const SettingRow& row) const;
    QUrl url(const SettingRow& row);
    std::vector<AddressRange> ranges(const SettingRow& row);

    QHash<QString, RawValue> m_values;
    bool m_areSecretsAway = false;
    std::vector<SettingMistake> m_mistakes;
};

/// Why the `.env` there is not read: the working folder may be anybody's, and it decides where the shop's data go.
/// Empty: it is read, or is not there.
QString problemWithEnvFile(const QString& path);

}  // namespace tongdai::app
