// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/pastlab/site.h"

#include <cmath>

#include "core/config/rulesfile.h"

namespace vigie::pastlab {
namespace {

using model::NodeKind;
using model::PathKind;
using test::FakeNode;
namespace key = model::key;
namespace state = model::state;
using namespace std::chrono_literals;

constexpr double goodMargin = 4.0;

FakeNode makeNode(const std::string& id, NodeKind kind, const std::string& region) {
    FakeNode node(id, kind, region);
    node.edit().tickRateHz = 1;
    const PathKind carriage = kind == NodeKind::Origin  ? PathKind::Origin
                              : kind == NodeKind::Cloud ? PathKind::Cloud
                                                        : PathKind::Satellite;
    for (int feed = 0; feed < Site::feeds; ++feed) {
        const std::string input = kind == NodeKind::Satellite
                                      ? "in-t" + std::to_string(feed / Site::feedsOnTransponder)
                                      : "in-" + Site::feed(feed);
        node.addPath(id + "-" + Site::feed(feed), Site::feed(feed), carriage, input);
    }
    for (model::InputInfo& input : node.edit().inputs) {
        input.transport =
            kind == NodeKind::Satellite ? model::Transport::Dvb : model::Transport::Srt;
        input.carrier = kind == NodeKind::Satellite ? id + " " + input.id : "";
    }
    return node;
}

} // namespace

Site::Site(Lab& lab)
    : origin(lab.add(makeNode("origin", NodeKind::Origin, ""))),
      satAsia(lab.add(makeNode("sat-asia", NodeKind::Satellite, "asia"))),
      satEurope(lab.add(makeNode("sat-europe", NodeKind::Satellite, "europe"))),
      cloudAsia(lab.add(makeNode("cloud-asia", NodeKind::Cloud, "asia"))),
      cloudEurope(lab.add(makeNode("cloud-europe", NodeKind::Cloud, "europe"))), m_lab(lab) {
    for (FakeNode* node : {&origin, &satAsia, &satEurope, &cloudAsia, &cloudEurope}) {
        for (std::size_t row = 0; row < node->edit().inputs.size(); ++row) {
            node->set(key::inputState, row, state::InputReceiving);
            node->set(model::tr101290ErrorsKey("1.4"), row, 0);
            if (node->edit().kind == NodeKind::Satellite) {
                node->set(key::rfLock, row, state::Locked);
                setMargin(*node, static_cast<int>(row), goodMargin);
            }
        }
        for (std::size_t row = 0; row < node->edit().paths.size(); ++row) {
            node->set(key::pathState, row, state::PathReceiving);
            node->set(key::contentBlack, row, state::ContentClear);
        }
    }
}

model::Plan Site::plan() {
    model::Plan plan;
    plan.name = "Sample";
    for (const char* region : {"asia", "europe"}) {
        plan.regions.push_back({region, region});
        for (int number = 0; number < feeds; ++number) {
            model::Delivery delivery;
            delivery.feedId = feed(number);
            delivery.regionId = region;
            delivery.id = delivery.feedId + "-" + region;
            const std::string satellite = std::string("sat-") + region;
            const std::string cloud = std::string("cloud-") + region;
            delivery.main = {satellite, satellite + "-" + delivery.feedId};
            delivery.backup = {cloud, cloud + "-" + delivery.feedId};
            plan.deliveries.push_back(std::move(delivery));
        }
    }
    plan.hops.push_back({model::PlanHop::Type::Uplink, "up", "Uplink", "", {}, {}});
    for (const char* name : {"t0", "t1"}) {
        model::PlanHop hop;
        hop.id = name;
        hop.behind = "up";
        hop.inputs = {std::string("sat-asia/in-") + name, std::string("sat-europe/in-") + name};
        plan.hops.push_back(std::move(hop));
    }
    return plan;
}

void Site::connectAll() {
    for (FakeNode* node : {&origin, &satAsia, &satEurope, &cloudAsia, &cloudEurope}) {
        m_lab.connect(*node);
    }
}

void Site::set(FakeNode& node, std::string_view name, std::size_t row, double value) const {
    const auto metric = node.edit().metricIndex(name);
    node.set(name, row, std::llround(value / node.edit().metrics[*metric].step));
}

void Site::setMargin(FakeNode& node, int transponder, double db) const {
    set(node, key::rfMargin, static_cast<std::size_t>(transponder), db);
}

void Site::setLock(FakeNode& node, int transponder, bool isLocked) {
    node.set(key::rfLock, static_cast<std::size_t>(transponder),
             isLocked ? state::Locked : state::Unlocked);
    for (int i = 0; i < feedsOnTransponder; ++i) {
        setNoData(node, transponder * feedsOnTransponder + i, !isLocked);
    }
}

void Site::setBlack(FakeNode& node, int number, bool isBlack) const {
    node.set(key::contentBlack, static_cast<std::size_t>(number),
             isBlack ? state::ContentPresent : state::ContentClear);
}

void Site::setNoData(FakeNode& node, int number, bool hasNoData) {
    const auto row = static_cast<std::size_t>(number);
    const model::PathInfo& path = node.edit().paths[row];
    node.set(key::pathState, row, hasNoData ? state::PathNoData : state::PathReceiving);
    node.set(key::inputState, *node.findInput(path.inputId),
             hasNoData ? state::InputNoData : state::InputReceiving);
    if (hasNoData) {
        m_errored[path.id] = key::erroredNoData;
    } else {
        m_errored.erase(path.id);
    }
}

void Site::wobble(FakeNode& node) {
    for (std::size_t row = 0; row < node.edit().inputs.size(); ++row) {
        if (node.edit().kind != NodeKind::Satellite) {
            set(node, key::srtRtt, row, 20.0 + static_cast<double>(m_lab.dice(40)) / 10.0);
        }
    }
    for (std::size_t row = 0; row < node.edit().paths.size(); ++row) {
        set(node, key::pathBitrate, row, 4e6 + static_cast<double>(m_lab.dice(20'000)));
    }
}

void Site::play(int count) {
    for (int i = 0; i < count; ++i) {
        for (FakeNode* node : {&origin, &satAsia, &satEurope, &cloudAsia, &cloudEurope}) {
            wobble(*node);
        }
        m_lab.second(m_errored);
    }
}

} // namespace vigie::pastlab
