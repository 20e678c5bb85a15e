#include "tests/support/test_registry.h"
#include "ui/common/words/language.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace tongdai {

using namespace Qt::StringLiterals;

namespace {

struct Phrase {
    QString context;
    QString source = {};
    QStringList translations = {};
    bool finished = true;
    bool isPlural = false;
};

QString translationFile(const QString& language)
{
    return QStringLiteral(TONGDAI_SOURCE_DIR) + u"/resources/translations/tongdai_%1.ts"_s.arg(language);
}

void readTranslation(QXmlStreamReader& xml, Phrase& phrase)
{
    phrase.finished = !xml.attributes().hasAttribute(u"type"_s);
    QString text;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == "numerusform"_L1)
            phrase.translations << xml.readElementText();
        else if (xml.isCharacters())
            text += xml.text();
        else if (xml.isEndElement() && xml.name() == "translation"_L1)
            break;
    }
    if (phrase.translations.isEmpty()) phrase.translations << text;
}

QList<Phrase> phrasesOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    QXmlStreamReader xml(&file);
    QList<Phrase> phrases;
    QString context;
    Phrase phrase;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement()) {
            if (xml.name() == "name"_L1)
                context = xml.readElementText();
            else if (xml.name() == "message"_L1)
                phrase = {.context = context, .isPlural = xml.attributes().hasAttribute(u"numerus"_s)};
            else if (xml.name() == "source"_L1)
                phrase.source = xml.readElementText();
            else if (xml.name() == "translation"_L1)
                readTranslation(xml, phrase);
        } else if (xml.isEndElement() && xml.name() == "message"_L1) {
            phrases << phrase;
        }
    }
    return phrases;
}

QStringList placeholders(const QString& text)
{
    static const QRegularExpression kPlaceholder(u"%L?(n|\\d+)"_s);
    QStringList found;
    for (auto matches = kPlaceholder.globalMatch(text); matches.hasNext();)
        found << matches.next().captured();
    found.sort();
    return found;
}

}  // namespace

/// Every sentence of the screens exists in Vietnamese (features K1).
class TranslationsTest : public QObject {
    Q_OBJECT
private slots:
    void everySentenceOfTheScreensIsTranslated_data();
    void everySentenceOfTheScreensIsTranslated();
    void placeholdersSurviveTranslation();
    void vietnameseIsCompiledIn();
    void englishCountsInWords();
    void countsReadAsTheLanguageWritesThem();
    void standardButtonsSpeakVietnamese();
};

void TranslationsTest::everySentenceOfTheScreensIsTranslated_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("pluralsOnly");
    QTest::newRow("Vietnamese") << u"vi"_s << false;
    QTest::newRow("English plurals") << u"en"_s << true;
}

void TranslationsTest::everySentenceOfTheScreensIsTranslated()
{
    QFETCH(const QString, language);
    QFETCH(const bool, pluralsOnly);
    const QTemporaryDir dir;
    const QString fresh = dir.filePath(u"fresh.ts"_s);
    QVERIFY(QFile::copy(translationFile(language), fresh));
    const QString root = QStringLiteral(TONGDAI_SOURCE_DIR);
    QStringList arguments{u"-silent"_s, u"-I"_s, root, u"-locations"_s, u"none"_s, u"-no-obsolete"_s};
    if (pluralsOnly) arguments << u"-pluralonly"_s;
    arguments << root + u"/ui"_s << root + u"/app"_s << u"-ts"_s << fresh;
    QProcess lupdate;
    lupdate.start(QStringLiteral(TONGDAI_LUPDATE), arguments);
    QVERIFY2(lupdate.waitForStarted(), "lupdate is missing: apt install qt6-l10n-tools");
    QVERIFY(lupdate.waitForFinished(60'000));
    QCOMPARE(lupdate.exitCode(), 0);

    const QList<Phrase> phrases = phrasesOf(fresh);
    QVERIFY(!phrases.isEmpty());
    QStringList missing;
    for (const Phrase& phrase : phrases) {
        const bool isEmpty = phrase.translations.contains(QString());
        if (!phrase.finished || isEmpty) missing << u"%1: %2"_s.arg(phrase.context, phrase.source);
    }
    QVERIFY2(missing.isEmpty(),
             qPrintable(u"run `ninja update_translations` and translate:\n"_s + missing.join(u'\n')));
}

void TranslationsTest::placeholdersSurviveTranslation()
{
    const QList<Phrase> phrases = phrasesOf(translationFile(u"vi"_s));
    for (const Phrase& phrase : phrases)
        for (const QString& translation : phrase.translations) {
            QVERIFY2(placeholders(translation) == placeholders(phrase.source), qPrintable(phrase.source));
            // Qt cuts the translated text at an ampersand only where the source has one, too.
            QVERIFY2(translation.contains(u'&') == phrase.source.contains(u'&'), qPrintable(phrase.source));
        }
}

void TranslationsTest::vietnameseIsCompiledIn()
{
    Language language;
    language.setChoice(LanguageChoice::Vietnamese);
    QVERIFY(language.isVietnamese());
    QCOMPARE(QCoreApplication::translate("tongdai::SystemPage", "System"), u"Hệ thống"_s);
    language.setChoice(LanguageChoice::English);
    QCOMPARE(QCoreApplication::translate("tongdai::SystemPage", "System"), u"System"_s);
}

void TranslationsTest::englishCountsInWords()
{
    Language language;
    language.setChoice(LanguageChoice::English);
    const auto words = [](int n) {
        return QCoreApplication::translate("tongdai::ConversationDelegate", "%Ln unread message(s)", nullptr, n);
    };
    QCOMPARE(words(1), u"1 unread message"_s);
    QCOMPARE(words(2), u"2 unread messages"_s);
}

/// A plain %n would write 1241 beside the status bar's 1,241.
void TranslationsTest::countsReadAsTheLanguageWritesThem()
{
    Language language;
    const auto words = [] {
        return QCoreApplication::translate("tongdai::ThreadBlock", "%Ln unread message(s)", nullptr, 1241);
    };
    language.setChoice(LanguageChoice::English);
    QVERIFY2(words().startsWith(u"1,241 "_s), qPrintable(words()));
    language.setChoice(LanguageChoice::Vietnamese);
    QVERIFY2(words().startsWith(u"1.241 "_s), qPrintable(words()));
    const QList<Phrase> phrases = phrasesOf(translationFile(u"vi"_s));
    for (const Phrase& phrase : phrases) {
        if (phrase.isPlural) QVERIFY2(phrase.source.contains(u"%Ln"_s), qPrintable(phrase.source));
    }
}

void TranslationsTest::standardButtonsSpeakVietnamese()
{
    Language language;
    language.setChoice(LanguageChoice::Vietnamese);
    QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), u"Hủy"_s);
    QCOMPARE(QCoreApplication::translate("QWidgetTextControl", "&Paste"), u"&Dán"_s);
}

TONGDAI_TEST(TranslationsTest)

}  // namespace tongdai

#include "translations_gui_test.moc"
