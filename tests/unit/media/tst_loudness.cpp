// SPDX-License-Identifier: GPL-3.0-or-later
//
// EBU R 128 against every synthesizable signal of EBU Tech 3341 and 3342, with their tolerances.
#include "core/media/loudness.h"

#include <QtTest>

#include <cmath>
#include <functional>
#include <numbers>

using namespace vigie;
using media::ChannelRole;

namespace {

constexpr int kRate = 48000;
constexpr double kLoudnessTolerance = 0.1; // LU, Tech 3341

/// A stretch of sine, dBFS of its peak; silence below -200.
struct Part {
    double level = 0;
    double seconds = 0;
};

double amplitude(double dbfs) {
    return dbfs < -200 ? 0 : std::pow(10.0, dbfs / 20);
}

/// Plays 1 kHz in phase on the channels of a layout, in small blocks.
class Player {
public:
    explicit Player(std::vector<ChannelRole> roles = media::usualRoles(2), int rate = kRate)
        : m_roles(std::move(roles)), m_rate(rate) {}

    media::Loudness meter;
    /// Called after each block.
    std::function<void(double seconds)> onBlock;

    void play(const std::vector<Part>& parts, int blockFrames = 480) {
        for (const auto& part : parts) {
            playChannels(std::vector<double>(m_roles.size(), part.level), part.seconds,
                         blockFrames);
        }
    }
    void playChannels(const std::vector<double>& levels, double seconds, int blockFrames = 480) {
        std::vector<double> gains;
        for (const double level : levels) {
            gains.push_back(amplitude(level));
        }
        auto left = static_cast<std::int64_t>(std::llround(seconds * m_rate));
        std::vector<float> block;
        while (left > 0) {
            const auto frames = std::min<std::int64_t>(left, blockFrames);
            block.clear();
            for (std::int64_t i = 0; i < frames; ++i) {
                const double value =
                    std::sin(2 * std::numbers::pi * 1000 * static_cast<double>(m_frame) / m_rate);
                ++m_frame;
                for (const double gain : gains) {
                    block.push_back(static_cast<float>(gain * value));
                }
            }
            add(block);
            left -= frames;
        }
    }
    void add(const std::vector<float>& samples) {
        meter.add({static_cast<int>(m_roles.size()), m_rate, m_roles, samples});
        if (onBlock) {
            onBlock(static_cast<double>(m_frame) / m_rate);
        }
    }
    void silence(double seconds) { play({{-300, seconds}}); }

private:
    std::vector<ChannelRole> m_roles;
    int m_rate;
    std::int64_t m_frame = 0;
};

QString told(const std::optional<double>& value) {
    return value ? QString::number(*value, 'f', 3) : QStringLiteral("nothing");
}

bool isNear(const std::optional<double>& value, double wanted, double below, double above) {
    return value && *value >= wanted - below && *value <= wanted + above;
}

#define VERIFY_NEAR(value, wanted, tolerance)                                                      \
    QVERIFY2(isNear(value, wanted, tolerance, tolerance), qPrintable(told(value)))

/// Half of full scale and the like for true peaks: `perCycle` samples of a cycle, phase in degrees.
std::vector<float> sine(double perCycle, double phase, double gain, int frames, int channels = 2) {
    std::vector<float> samples;
    for (int i = 0; i < frames; ++i) {
        const double angle = 2 * std::numbers::pi * i / perCycle + phase * std::numbers::pi / 180;
        for (int c = 0; c < channels; ++c) {
            samples.push_back(static_cast<float>(gain * std::sin(angle)));
        }
    }
    return samples;
}

} // namespace

class TestLoudness : public QObject {
    Q_OBJECT

private slots:
    // Tech 3341, cases 1 to 6, and what tells a right gate from a wrong one.
    void integrated_data() {
        QTest::addColumn<QVector<QPair<double, double>>>("parts");
        QTest::addColumn<double>("wanted");
        using Parts = QVector<QPair<double, double>>;
        QTest::newRow("3341-1") << Parts{{-23, 20}} << -23.0;
        QTest::newRow("3341-2") << Parts{{-33, 20}} << -33.0;
        QTest::newRow("3341-3") << Parts{{-36, 10}, {-23, 60}, {-36, 10}} << -23.0;
        QTest::newRow("3341-4") << Parts{{-72, 10}, {-36, 10}, {-23, 60}, {-36, 10}, {-72, 10}}
                                << -23.0;
        QTest::newRow("3341-5") << Parts{{-26, 20}, {-20, 20.1}, {-26, 20}} << -23.0;
        QTest::newRow("11 LU below is gated out") << Parts{{-23, 60}, {-34, 10}} << -23.0;
    }
    void integrated() {
        using Parts = QVector<QPair<double, double>>;
        QFETCH(Parts, parts);
        QFETCH(double, wanted);
        Player player;
        for (const auto& [level, seconds] : parts) {
            player.play({{level, seconds}});
        }
        const auto figures = player.meter.figures();
        VERIFY_NEAR(figures.integrated, wanted, kLoudnessTolerance);
        if (parts.size() == 1) {
            VERIFY_NEAR(figures.momentary, wanted, kLoudnessTolerance);
            VERIFY_NEAR(figures.shortTerm, wanted, kLoudnessTolerance);
        }
    }

    // 9 LU below is not gated out and pulls the mean a little below -23.
    void nineBelowCounts() {
        Player player;
        player.play({{-23, 60}, {-32, 10}});
        const auto value = player.meter.figures().integrated;
        QVERIFY2(value && *value < -23.3 && *value > -23.7, qPrintable(told(value)));
    }

    void nothingBelowTheGate() {
        Player player;
        player.play({{-75, 20}});
        const auto figures = player.meter.figures();
        QVERIFY2(!figures.integrated, qPrintable(told(figures.integrated)));
        QVERIFY2(!figures.range, qPrintable(told(figures.range)));
        Player silent;
        silent.silence(20);
        const auto none = silent.meter.figures();
        QVERIFY(!none.momentary && !none.shortTerm && !none.integrated && !none.range &&
                !none.truePeak);
    }

    void monoIsThreeBelow() {
        Player player(media::usualRoles(1));
        player.play({{-23, 20}});
        VERIFY_NEAR(player.meter.figures().integrated, -26.0, kLoudnessTolerance);
    }

    // Case 6, 5.0; then 5.1, where the LFE must change nothing.
    void surround_data() {
        QTest::addColumn<int>("channels");
        QTest::newRow("3341-6") << 5;
        QTest::newRow("with a loud LFE") << 6;
    }
    void surround() {
        QFETCH(int, channels);
        Player player(media::usualRoles(channels));
        player.playChannels(channels == 5 ? std::vector<double>{-28, -28, -24, -30, -30}
                                          : std::vector<double>{-28, -28, -24, -3, -30, -30},
                            20);
        VERIFY_NEAR(player.meter.figures().integrated, -23.0, kLoudnessTolerance);
    }

    void shortTermIsConstant() { // case 9
        Player player;
        double least = 0;
        double most = -100;
        player.onBlock = [&](double seconds) {
            if (seconds >= 3) {
                const auto value = player.meter.figures().shortTerm;
                least = std::min(least, value.value_or(-100));
                most = std::max(most, value.value_or(0));
            }
        };
        for (int i = 0; i < 5; ++i) {
            player.play({{-20, 1.34}, {-30, 1.66}}, 4800);
        }
        QVERIFY2(least >= -23.1 && most <= -22.9, qPrintable(told(least) + " " + told(most)));
    }

    void momentaryIsConstant() { // case 12
        Player player;
        double least = 0;
        double most = -100;
        player.onBlock = [&](double seconds) {
            if (seconds >= 1) {
                const auto value = player.meter.momentary();
                least = std::min(least, value.value_or(-100));
                most = std::max(most, value.value_or(0));
            }
        };
        for (int i = 0; i < 25; ++i) {
            player.play({{-20, 0.18}, {-30, 0.22}});
        }
        QVERIFY2(least >= -23.1 && most <= -22.9, qPrintable(told(least) + " " + told(most)));
    }

    // Cases 10, 11, 13 and 14: twenty offsets each, as separate measurements.
    void windowsAtAnyOffset_data() {
        QTest::addColumn<int>("number");
        for (const int number : {10, 11, 13, 14}) {
            QTest::addRow("3341-%d", number) << number;
        }
    }
    void windowsAtAnyOffset() {
        QFETCH(int, number);
        const bool isShortTerm = number < 12;
        const bool isRising = number == 11 || number == 14;
        for (int i = 0; i < 20; ++i) {
            const double level = isRising ? -38.0 + i : -23.0;
            const double window = isShortTerm ? 3 : 0.4;
            const double offset = (isShortTerm ? 0.15 : 0.02) * i;
            const double after = isRising ? window - offset : 1.0;
            Player player;
            std::optional<double> most;
            player.onBlock = [&](double) {
                const auto value =
                    isShortTerm ? player.meter.figures().shortTerm : player.meter.momentary();
                if (value) {
                    most = std::max(most.value_or(-200), *value);
                }
            };
            const int block = isShortTerm ? 2400 : 480;
            player.play({{-300, offset}, {level, window}, {-300, after}}, block);
            QVERIFY2(isNear(most, level, kLoudnessTolerance, kLoudnessTolerance),
                     qPrintable(QString("offset %1: %2").arg(i).arg(told(most))));
        }
    }

    void truePeak_data() { // cases 15 to 19
        QTest::addColumn<double>("perCycle");
        QTest::addColumn<double>("phase");
        QTest::addColumn<double>("gain");
        QTest::addColumn<double>("wanted");
        QTest::newRow("3341-15") << 4.0 << 0.0 << 0.5 << -6.0;
        QTest::newRow("3341-16") << 4.0 << 45.0 << 0.5 << -6.0;
        QTest::newRow("3341-17") << 6.0 << 60.0 << 0.5 << -6.0;
        QTest::newRow("3341-18") << 8.0 << 67.5 << 0.5 << -6.0;
        QTest::newRow("3341-19") << 4.0 << 45.0 << 1.41 << 3.0;
    }
    void truePeak() {
        QFETCH(double, perCycle);
        QFETCH(double, phase);
        QFETCH(double, gain);
        QFETCH(double, wanted);
        // Faded in over 10 ms: a sine that begins at once has a higher peak there.
        auto samples = sine(perCycle, phase, gain, kRate);
        for (std::size_t i = 0; i < 2 * 480; ++i) {
            samples[i] *= static_cast<float>(i / 2) / 480;
        }
        Player player;
        player.add(samples);
        const auto value = player.meter.figures().truePeak;
        QVERIFY2(isNear(value, wanted, 0.4, 0.2), qPrintable(told(value)));
    }

    // Cases 20 to 23: one cycle of fs/4 at full scale within fs/6, made at four times the rate and
    // decimated at each offset.
    void truePeakBetweenSamples_data() {
        QTest::addColumn<int>("offset");
        for (int offset = 0; offset < 4; ++offset) {
            QTest::addRow("3341-%d", 20 + offset) << offset;
        }
    }
    void truePeakBetweenSamples() {
        QFETCH(int, offset);
        // The quiet sine is 0.5; at its zero crossing in the middle one loud cycle replaces it.
        constexpr int kHigh = 4 * kRate;
        std::vector<double> high;
        const auto quiet = [&](int frames) {
            for (int i = 0; i < frames; ++i) {
                const double ramp = std::min(1.0, static_cast<double>(high.size()) / 1920);
                high.push_back(ramp * 0.5 * std::sin(2 * std::numbers::pi * i / 24.0));
            }
        };
        quiet(24 * 2000);
        for (int i = 0; i < 16; ++i) {
            high.push_back(std::sin(2 * std::numbers::pi * i / 16.0));
        }
        quiet(24 * 2000);
        QVERIFY(high.size() < kHigh);
        // Band-limited before decimation, as a converter would: windowed sinc at a quarter.
        constexpr int kHalf = 256;
        std::vector<double> taps(2 * kHalf + 1);
        double sum = 0;
        for (int k = -kHalf; k <= kHalf; ++k) {
            const double x = k / 4.0;
            const double sinc =
                k == 0 ? 1.0 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
            const double window = 0.42 + 0.5 * std::cos(std::numbers::pi * k / kHalf) +
                                  0.08 * std::cos(2 * std::numbers::pi * k / kHalf);
            taps[static_cast<std::size_t>(k + kHalf)] = sinc * window;
            sum += sinc * window;
        }
        std::vector<float> samples;
        for (std::size_t at = kHalf + static_cast<std::size_t>(offset); at + kHalf < high.size();
             at += 4) {
            double value = 0;
            for (int k = -kHalf; k <= kHalf; ++k) {
                value += taps[static_cast<std::size_t>(k + kHalf)] *
                         high[at + static_cast<std::size_t>(k + kHalf) - kHalf];
            }
            const auto sample = static_cast<float>(value / sum);
            samples.push_back(sample);
            samples.push_back(sample);
        }
        Player player;
        player.add(samples);
        const auto value = player.meter.figures().truePeak;
        QVERIFY2(isNear(value, 0.0, 0.4, 0.2), qPrintable(told(value)));
    }

    void truePeakIsOfTheLastSecond() {
        Player player;
        player.play({{-3, 1}});
        VERIFY_NEAR(player.meter.figures().truePeak, -3.0, 0.2);
        player.play({{-20, 1.5}});
        VERIFY_NEAR(player.meter.figures().truePeak, -20.0, 0.2);
    }

    // Tech 3342, cases 1 to 4, with its tolerance.
    void range_data() {
        QTest::addColumn<QVector<double>>("levels");
        QTest::addColumn<double>("wanted");
        QTest::newRow("3342-1") << QVector<double>{-20, -30} << 10.0;
        QTest::newRow("3342-2") << QVector<double>{-20, -15} << 5.0;
        QTest::newRow("3342-3") << QVector<double>{-40, -20} << 20.0;
        QTest::newRow("3342-4") << QVector<double>{-50, -35, -20, -35, -50} << 15.0;
    }
    void range() {
        QFETCH(QVector<double>, levels);
        QFETCH(double, wanted);
        Player player;
        for (const double level : levels) {
            player.play({{level, 20}});
        }
        VERIFY_NEAR(player.meter.figures().range, wanted, 1.0);
    }

    void absentUntilThereWasEnough() {
        Player player;
        auto figures = player.meter.figures();
        QVERIFY(!figures.momentary && !figures.shortTerm && !figures.integrated && !figures.range &&
                !figures.truePeak);
        player.play({{-23, 0.39}});
        QVERIFY(!player.meter.figures().momentary);
        player.play({{-23, 0.02}});
        QVERIFY(player.meter.figures().momentary.has_value());
        player.play({{-23, 2.5}});
        QVERIFY(!player.meter.figures().shortTerm);
        player.play({{-23, 0.2}});
        figures = player.meter.figures();
        QVERIFY(figures.shortTerm.has_value() && figures.integrated.has_value());
        QVERIFY(!figures.range);
    }

    void anotherFormatBeginsAnew() {
        media::Loudness meter;
        const auto stereo = media::usualRoles(2);
        const auto loud = sine(48, 0, 0.5, kRate);
        for (int i = 0; i < 4; ++i) {
            meter.add({2, kRate, stereo, loud});
        }
        QVERIFY(meter.figures().shortTerm.has_value());
        meter.add({2, 44100, stereo, loud});
        QVERIFY(!meter.figures().shortTerm);
        for (int i = 0; i < 4; ++i) {
            meter.add({2, 44100, stereo, loud});
        }
        QVERIFY(meter.figures().shortTerm.has_value());
        const auto mono = media::usualRoles(1);
        meter.add({1, 44100, mono, sine(44, 0, 0.5, 4410, 1)});
        QVERIFY(!meter.figures().shortTerm);
        // What the library cannot measure has no figures, and does no harm.
        const auto many = media::usualRoles(16);
        meter.add({16, 48000, many, std::vector<float>(1600)});
        meter.add({16, 48000, many, std::vector<float>(1600)});
        QVERIFY(!meter.figures().momentary);
        meter.add({2, 100, stereo, loud});
        meter.add({2, 0, stereo, loud});
        QVERIFY(!meter.figures().truePeak);
    }

    // The filters are made for the rate.
    void otherRates_data() {
        QTest::addColumn<int>("rate");
        QTest::newRow("32 kHz") << 32000;
        QTest::newRow("44.1 kHz") << 44100;
        QTest::newRow("96 kHz") << 96000;
    }
    void otherRates() {
        QFETCH(int, rate);
        Player player(media::usualRoles(2), rate);
        player.play({{-23, 20}}, rate / 100);
        const auto figures = player.meter.figures();
        VERIFY_NEAR(figures.integrated, -23.0, kLoudnessTolerance);
        VERIFY_NEAR(figures.truePeak, -23.0, 0.2);
    }
};

QTEST_APPLESS_MAIN(TestLoudness)
#include "tst_loudness.moc"
