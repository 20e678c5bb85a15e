#include "app/settings/settings_reader.h"

#include "app/settings/key_value_file.h"
#include "app/settings/secrets.h"

#include <QFile>
#include <QFileInfo>

#include <unistd.h>

namespace tongdai::app {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaxSettingsFileBytes = 1024 * 1024;

}  // namespace

QString problemWithEnvFile(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists()) return {};
    if (info.ownerId() != ::geteuid())
        return u"belongs to another user and was not read; start the program in another folder, or remove the file"_s;
    if (info.permissions() & (QFile::WriteGroup | QFile::WriteOther))
        return u"can be written by others and was not read; run: chmod go-w '%1'"_s.arg(path);
    return {};
}

SettingReader::SettingReader(const SettingSources& sources)
{
    const QString secrets = sources.dataDir + "/secrets"_L1;
    const std::optional<QHash<QString, QString>> saved = savedPasswords(secrets);
    m_areSecretsAway = !saved;
    const QHash<QString, QString> passwords = saved.value_or(QHash<QString, QString>());
    for (auto password = passwords.cbegin(); password != passwords.cend(); ++password) {
        if (findSetting(password.key())) set(password.key(), password.value(), secrets);
    }
    readFile(sources.settingsFile, sources.settingsFileNamed, true);
    // A .env is often shared with other programs, so names that are not ours are theirs.
    if (!sources.envFile.isEmpty()) {
        if (const QString problem = problemWithEnvFile(sources.envFile); !problem.isEmpty())
            mistake(sources.envFile, problem);
        else
            readFile(sources.envFile, false, false);
    }
    for (const SettingRow& row : settingRows()) {
        const QString key(row.key);
        if (sources.environment.contains(key)) set(key, sources.environment.value(key), u"environment"_s);
        if (sources.options.contains(key)) set(key, sources.options.value(key), u"command line --"_s + optionName(row));
    }
}

void SettingReader::readFile(const QString& path, bool mustExist, bool unknownIsMistake)
{
    QFile file(path);
    if (!file.exists() && !mustExist) return;
    if (!file.open(QIODevice::ReadOnly)) {
        mistake(path, u"cannot be read: %1"_s.arg(file.errorString()));
        return;
    }
    if (file.size() > kMaxSettingsFileBytes) {
        mistake(path, u"is larger than %1 bytes; is this a settings file?"_s.arg(kMaxSettingsFileBytes));
        return;
    }
    for (const KeyValueLine& line : parseKeyValueLines(file.readAll())) {
        const QString where = u"%1:%2"_s.arg(path).arg(line.line);
        if (!line.problem.isEmpty()) {
            mistake(where, line.problem);
        } else if (findSetting(line.key)) {
            m_values[line.key] = {line.value, where};
        } else if (unknownIsMistake) {
            mistake(where, u"unknown setting '%1'"_s.arg(line.key));
        }
    }
}

SettingReader::RawValue SettingReader::raw(const SettingRow& row) const
{
    const auto found = m_values.constFind(QString(row.key));
    return found == m_values.cend() ? RawValue{QString(row.standard), u"default"_s} : *found;
}

bool SettingReader::flag(const SettingRow& row)
{
    const RawValue value = raw(row);
    const QString word = value.text.trimmed().toLower();
    if (QStringList{u"true"_s, u"1"_s, u"yes"_s, u"on"_s}.contains(word)) return true;
    if (!QStringList{u"false"_s, u"0"_s, u"no"_s, u"off"_s, QString()}.contains(word)) {
        mistake(value.where, u"%1 must be true or false, not '%2'"_s.arg(row.key, value.text.left(64)));
    }
    return false;
}

qint64 SettingReader::number(const SettingRow& row)
{
    const RawValue value = raw(row);
    bool ok = false;
    const qint64 result = value.text.trimmed().toLongLong(&ok);
    if (!ok || result < row.least || result > row.most) {
        mistake(value.where,
                u"%1 must be a whole number from %2 to %3, not '%4'"_s.arg(row.key).arg(row.least).arg(row.most).arg(
                    value.text.left(64)));
        return row.standard.toLongLong();
    }
    return result;
}

QString SettingReader::choice(const SettingRow& row)
{
    const RawValue value = raw(row);
    const QString word = value.text.trimmed().toLower();
    const QStringList choices = QString(row.choices).split(u'|');
    if (choices.contains(word)) return word;
    mistake(value.where,
            u"%1 must be one of %2, not '%3'"_s.arg(QString(row.key), choices.join(", "_L1), value.text.left(64)));
    return choices.first();
}

/// Secrets are never quoted in a mistake.
QString SettingReader::secret(const SettingRow& row)
{
    const RawValue value = raw(row);
    if (value.text.isEmpty()) return {};
    if (value.text.size() < row.least || value.text.size() > row.most) {
        mistake(value.where, u"%1 must have %2 to %3 characters"_s.arg(row.key).arg(row.least).arg(row.most));
    } else if (value.text.startsWith("your-"_L1)) {  // as in the samples of contracts/handle-message §1
        mistake(value.where,
                u"%1 still holds a sample value; choose your own, or leave it out to have one made"_s.arg(row.key));
    } else if (row.least > 0 && value.text.contains(u' ')) {
        mistake(value.where, u"%1 must not contain spaces"_s.arg(row.key));
    }
    return value.text;
}

QString SettingReader::file(const SettingRow& row)
{
    const RawValue value = raw(row);
    const QString path = value.text.trimmed();
    if (!path.isEmpty() && !QFileInfo(path).isReadable()) {
        mistake(value.where, u"%1: cannot read '%2'"_s.arg(QString(row.key), path));
    }
    return path;
}

QStringList SettingReader::list(const SettingRow& row) const
{
    QStringList items;
    for (const QString& item : raw(row).text.trimmed().split(u',', Qt::SkipEmptyParts))
        items << item.trimmed();
    return items;
}

void SettingReader::read(const SettingRow& row, AnswerRule::Channels& into)
{
    const RawValue value = raw(row);
    const std::optional<AnswerRule::Channels> read = AnswerRule::readChannels(value.text);
    if (!read)
        mistake(value.where,
                u"%1 must be like facebook: 80, ask_price; web: 60, not '%2'"_s.arg(row.key, value.text.left(64)));
    into = read.value_or(AnswerRule::Channels());
}

QUrl SettingReader::url(const SettingRow& row)
{
    const RawValue value = raw(row);
    if (value.text.trimmed().isEmpty()) return {};
    const QUrl result(value.text.trimmed(), QUrl::StrictMode);
    const bool known = result.scheme() == "http"_L1 || result.scheme() == "https"_L1;
    if (!result.isValid() || !known || result.host().isEmpty()) {
        mistake(value.where, u"%1 must be an http:// or https:// address"_s.arg(row.key));
        return {};
    }
    if (!result.userInfo().isEmpty()) mistake(value.where, u"%1 must not carry a name or password"_s.arg(row.key));
    return result;
}

QStringList SettingReader::addresses(const SettingRow& row, WebAddress (*spelled)(const QString&))
{
    QStringList found;
    const QString where = raw(row).where;
    for (const QString& item : list(row)) {
        if (item.isEmpty()) continue;
        const WebAddress address = spelled(item);
        if (!address.problem.isEmpty()) {
            mistake(where, u"%1: '%2' %3"_s.arg(QString(row.key), item.left(64), address.problem));
        } else if (!found.contains(address.text)) {
            found << address.text;
        }
    }
    return found;
}

std::vector<AddressRange> SettingReader::ranges(const SettingRow& row)
{
    std::vector<AddressRange> found;
    for (const QString& item : list(row)) {
        if (item.isEmpty()) continue;
        const auto range = readAddressRange(item);
        if (const auto* problem = std::get_if<QString>(&range))
            mistake(raw(row).where, u"%1: '%2' %3"_s.arg(QString(row.key), item.left(64), *problem));
        else
            found.push_back(std::get<AddressRange>(range));
    }
    return found;
}

void SettingReader::read(const SettingRow& row, QString& into)
{
    switch (row.kind) {
        case SettingRow::Kind::Choice: into = choice(row); break;
        case SettingRow::Kind::File: into = file(row); break;
        case SettingRow::Kind::Secret: into = secret(row); break;
        default: into = raw(row).text.trimmed();
    }
}

}  // namespace tongdai::app
