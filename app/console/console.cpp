#include "app/console/console.h"

#include "app/settings/setup_file.h"
#include "engine/host/people/desk_gate.h"
#include "ui/shell/page_picture.h"

#include <QApplication>
#include <QImage>
#include <QListView>
#include <QStandardPaths>
#include <QTimer>

#include <cstdio>

namespace tongdai::app {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Between the sample shop's arrival and the picture: lists, counts and the opened thread come by signals.
constexpr auto kPictureSettles = 1500ms;
constexpr auto kPictureDeadline = 60s;

SchemeChoice schemeOf(const QString& word, SchemeChoice otherwise)
{
    if (word == "light"_L1) return SchemeChoice::Light;
    if (word == "dark"_L1) return SchemeChoice::Dark;
    return otherwise;
}

LanguageChoice languageOf(const QString& word, LanguageChoice otherwise)
{
    if (word == "vi"_L1) return LanguageChoice::Vietnamese;
    if (word == "en"_L1) return LanguageChoice::English;
    return otherwise;
}

QString autostartFolder(const CommandLine& line)
{
    const bool isPicture = !line.screenshotFile.isEmpty();
    return (isPicture ? line.sources.dataDir
                      : QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)) +
           "/autostart"_L1;
}

QStringList autostartCommand(const CommandLine& line)
{
    return QStringList{QCoreApplication::applicationFilePath(), u"--minimised"_s} + shopArguments(line);
}

}  // namespace

Console::Console(const CommandLine& line, const StartedUp& started)
    : m_screen(line.screenshotFile.isEmpty() ? started.settings.dataDir + "/screens.ini"_L1 : QString()),
      m_theme(m_scheme),
      m_engine(started.engine),
      m_tester(
          [sources = line.sources](api::ConnectionForm form) { return withSavedPassword(sources, std::move(form)); },
          [this]() -> std::optional<QString> {
              const auto refusal = m_engine.people().refusal(Permission::ChangeSettings);
              return refusal ? std::optional(refusalWords(*refusal)) : std::nullopt;
          }),
      m_setup(line, m_engine),
      m_works(m_setup, m_engine),
      m_autostart(autostartFolder(line), autostartCommand(line)),
      m_page(line.page),
      m_isMinimised(line.minimised)
{
    m_theme.setChoice(schemeOf(line.theme, m_screen.schemeChoice()));
    m_theme.setTextScale(m_screen.textScale());
    m_theme.setDensity(m_screen.density());
    m_theme.install();
    m_language.setChoice(languageOf(line.language, m_screen.languageChoice()));
    if (line.screenshotFile.isEmpty()) m_desktop.emplace();
    m_shopName = started.settings.shopName;
    makeWindow();
    connect(&m_engine.people(), &api::People::changed, this, &Console::noteSeat);
    connect(&m_engine, &EngineRuntime::stopped, qApp, &QCoreApplication::quit);
}

Console::Seat Console::seat() const
{
    const api::PeopleState state = const_cast<Console*>(this)->m_engine.people().state();
    // Who has to choose a password first does so where the one that was given has just been typed.
    if (!state.me || state.me->mustChangePassword) return {};
    return {state.me->id, state.viewsAs.value_or(state.me->role)};
}

void Console::makeWindow()
{
    m_seat = seat();
    DesktopDoors desktop{.autostart = &m_autostart};
    if (m_desktop) desktop.ports.emplace(DesktopDoors::Ports{m_desktop->sound, m_desktop->notices, m_desktop->tray});
    EngineDoors doors{m_engine.desk(),
                      m_engine.systemStatus(),
                      m_engine.sampleShop(),
                      SetupDoors{m_tester, m_works, m_setup, &m_engine.shopSystem()},
                      &m_engine.statistics(),
                      LocksDoors{m_engine.locks(), m_engine.queues(), &m_engine.keys(), &m_engine.limits(),
                                 &m_engine.tasks(), &m_setup, &m_engine.stateCompare(), &m_engine.queueLook()}};
    doors.setup->pages = &m_engine.pages();
    doors.setup->hooks = &m_engine.hooks();
    doors.evidence = &m_engine.evidence();
    doors.erasures = &m_engine.erasures();
    doors.imports = &m_engine.imports();
    doors.disputes = &m_engine.disputes();
    doors.people = &m_engine.people();
    doors.audit = &m_engine.auditView();
    m_window = std::make_unique<MainWindow>(doors, Look{m_theme, m_language, systemNow}, m_screen, desktop);
    m_window->setShopName(m_shopName);
}

/// Somebody else sits here, with other rights: nothing of the one before is left in a window made anew, but for what is
/// being typed to sign in.
void Console::noteSeat()
{
    if (seat() == m_seat) return;
    QMetaObject::invokeMethod(this, &Console::exchangeWindow, Qt::QueuedConnection);
}

void Console::exchangeWindow()
{
    if (seat() == m_seat || m_isQuitting) return;
    const bool isVisible = m_window->isVisible();
    m_window->letGo();
    std::unique_ptr<MainWindow> before = std::move(m_window);
    makeWindow();
    if (m_isShown) connectWindow();
    if (isVisible) {
        // The one before stays until the other is there: keys typed meanwhile would go to another program. They have
        // gone to the one before, and go on in the other.
        m_window->present();
        QCoreApplication::processEvents();
        m_window->goOnTyping(*before);
    }
    before.reset();
    emit m_engine.desk().ready();
}

Console::~Console() = default;

void Console::open()
{
    if (!m_page.isEmpty()) m_window->openPage(m_page);
    if (m_isMinimised)
        m_window->putAway();
    else
        m_window->present();
    m_isShown = true;
    connectWindow();
    m_engine.start();
}

void Console::connectWindow()
{
    connect(&m_engine, &EngineRuntime::startFailed, m_window.get(), &MainWindow::showStartFailure);
    connect(m_window.get(), &MainWindow::quitWanted, this, &Console::stopEngine);
}

void Console::stopEngine()
{
    m_isQuitting = true;
    m_engine.stop();
}

void Console::drawPicture(const QString& file, const QString& page, QSize size)
{
    const auto draw = [this, file, page, size] { writePicture(file, page, size); };
    connect(&m_engine.sampleShop(), &api::SampleShop::changed, this, [this, page, size, draw](bool isOpen) {
        if (!isOpen) return;
        // A page that asks only while it is seen is shown before it is drawn, one that is about a conversation with one
        // open.
        QTimer::singleShot(kPictureSettles / 2, this, [this, page, size] {
            pictureOf(*m_window, page, size);
            if (auto* const list = m_window->findChild<QListView*>(u"convList"_s); list && list->model()) {
                list->setCurrentIndex(list->model()->index(0, 0));
            }
        });
        QTimer::singleShot(kPictureSettles, this, draw);
    });
    const auto fail = [](const QString& why) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(why));
        QCoreApplication::exit(1);
    };
    connect(&m_engine, &EngineRuntime::startFailed, this, fail);
    connect(&m_engine.sampleShop(), &api::SampleShop::failed, this, fail);
    QTimer::singleShot(kPictureDeadline, this, [fail] { fail(u"The sample shop did not open in time."_s); });
    m_engine.start();
}

void Console::writePicture(const QString& file, const QString& page, QSize size)
{
    const QImage picture = pictureOf(*m_window, page, size);
    if (picture.isNull()) {
        std::fprintf(stderr, "There is no page '%s'; there are: %s\n", qUtf8Printable(page),
                     qUtf8Printable(m_window->pageNames().join(", "_L1)));
        QCoreApplication::exit(1);
        return;
    }
    if (!picture.save(file)) {
        std::fprintf(stderr, "'%s' cannot be written\n", qUtf8Printable(file));
        QCoreApplication::exit(1);
        return;
    }
    m_engine.stop();
}

}  // namespace tongdai::app
