#include "tests/widget/browser.h"

#include "tests/support/node_project.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTest>

namespace tongdai::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAnswerTimeout_ms = 60'000;
constexpr int kStopTimeout_ms = 15'000;

QStringList asTexts(const QJsonValue& value)
{
    QStringList texts;
    for (const QJsonValue& each : value.toArray())
        texts.append(each.toString());
    return texts;
}

}  // namespace

bool Browser::start()
{
    const QString program = QStandardPaths::findExecutable(u"chromium"_s);
    const NodeProject project(u"widget"_s);
    m_problem = program.isEmpty() ? u"chromium is missing: apt-get install chromium"_s : project.failure();
    if (!m_problem.isEmpty()) return false;
    m_node.setWorkingDirectory(project.folder());
    m_node.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_node.start(u"node"_s, {u"browser.mjs"_s, program, m_profile.path()});
    if (readAnswer()) return true;
    m_problem.prepend(u"the browser does not start: "_s);
    return false;
}

Browser::~Browser()
{
    m_node.closeWriteChannel();  // ends the script, which ends the browser
    if (!m_node.waitForFinished(kStopTimeout_ms)) {
        m_node.terminate();
        m_node.waitForFinished(kStopTimeout_ms);
    }
}

bool Browser::readAnswer()
{
    const bool hasLine = QTest::qWaitFor(
        [this] {
            m_output += m_node.readAllStandardOutput();
            return m_output.contains('\n') || m_node.state() == QProcess::NotRunning;
        },
        kAnswerTimeout_ms);
    const qsizetype end = m_output.indexOf('\n');
    if (!hasLine || end < 0) {
        m_problem = u"no answer"_s;
        return false;
    }
    const QJsonObject answer = QJsonDocument::fromJson(m_output.first(end)).object();
    m_output.remove(0, end + 1);
    m_value = answer["value"_L1];
    const bool isOk = answer["ok"_L1].toBool();
    m_problem = isOk ? QString() : m_value.toString();
    return isOk;
}

bool Browser::tell(const QJsonObject& command)
{
    m_node.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
    return readAnswer();
}

bool Browser::click(const QString& selector)
{
    return tell({{u"do"_s, u"click"_s}, {u"selector"_s, selector}});
}

bool Browser::type(const QString& text)
{
    return tell({{u"do"_s, u"type"_s}, {u"text"_s, text}});
}

bool Browser::press(const QString& key)
{
    return tell({{u"do"_s, u"press"_s}, {u"key"_s, key}});
}

bool Browser::sees(const QString& selector, const QString& text)
{
    return tell({{u"do"_s, u"see"_s}, {u"selector"_s, selector}, {u"text"_s, text}});
}

bool Browser::isGone(const QString& selector)
{
    return tell({{u"do"_s, u"gone"_s}, {u"selector"_s, selector}});
}

QStringList Browser::texts(const QString& selector)
{
    tell({{u"do"_s, u"texts"_s}, {u"selector"_s, selector}});
    return asTexts(m_value);
}

QString Browser::focused()
{
    tell({{u"do"_s, u"focused"_s}});
    return m_value.toString();
}

QStringList Browser::attributes(const QString& selector, const QString& name)
{
    tell({{u"do"_s, u"attributes"_s}, {u"selector"_s, selector}, {u"name"_s, name}});
    return asTexts(m_value);
}

int Browser::roles(const QString& role, const QString& name)
{
    tell({{u"do"_s, u"roles"_s}, {u"role"_s, role}, {u"name"_s, name}});
    return m_value.toInt();
}

bool Browser::evaluate(const QString& script)
{
    return tell({{u"do"_s, u"evaluate"_s}, {u"script"_s, script}});
}

QStringList Browser::overflows()
{
    tell({{u"do"_s, u"overflows"_s}});
    return asTexts(m_value);
}

void Browser::picture(const QString& name)
{
    const QString folder = qEnvironmentVariable("TONGDAI_PICTURES");
    if (folder.isEmpty()) return;
    QDir().mkpath(folder);
    tell({{u"do"_s, u"picture"_s}, {u"path"_s, QDir(folder).filePath(u"widget_"_s + name + u".png"_s)}});
}

void Browser::setColours(const QString& scheme)
{
    tell({{u"do"_s, u"colours"_s}, {u"scheme"_s, scheme}});
}

void Browser::setSize(int width, int height)
{
    tell({{u"do"_s, u"size"_s}, {u"width"_s, width}, {u"height"_s, height}});
}

QStringList Browser::problems()
{
    tell({{u"do"_s, u"problems"_s}});
    return asTexts(m_value);
}

void Browser::forgetProblems()
{
    tell({{u"do"_s, u"forgetProblems"_s}});
}

}  // namespace tongdai::testing
