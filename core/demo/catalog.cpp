// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/catalog.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace vigie::demo {

namespace {

struct Row {
    const char* sport;
    const char* what;
    const char* venue;
    Motif motif;
    int red, green, blue;
};

constexpr std::array<Row, mostFeeds> feedRows{{
    {"Ceremony", "World Feed", "River and Trocadéro", Motif::Fireworks, 38, 84, 116},
    {"Athletics", "Track", "Stade de France", Motif::Lanes, 132, 62, 44},
    {"Athletics", "Field", "Stade de France", Motif::Throw, 62, 112, 58},
    {"Swimming", "Main", "La Défense Arena", Motif::Waves, 26, 116, 142},
    {"Swimming", "Underwater", "La Défense Arena", Motif::Bubbles, 16, 84, 118},
    {"Gymnastics", "Floor", "Bercy Arena", Motif::Gymnast, 128, 92, 44},
    {"Gymnastics", "Beam", "Bercy Arena", Motif::Gymnast, 92, 76, 126},
    {"Basketball", "Court", "Pierre Mauroy Stadium", Motif::Ball, 146, 78, 30},
    {"Judo", "Tatami 1", "Champ de Mars Arena", Motif::Wrestlers, 54, 86, 112},
    {"Judo", "Tatami 2", "Champ de Mars Arena", Motif::Wrestlers, 44, 70, 100},
    {"Fencing", "Piste", "Grand Palais", Motif::Blades, 76, 76, 86},
    {"Cycling", "Road", "Pont d'Iéna", Motif::Wheels, 96, 110, 46},
    {"Rowing", "Finish", "Vaires-sur-Marne", Motif::Boats, 42, 112, 120},
    {"Sailing", "Drone", "Marseille Marina", Motif::Sails, 28, 90, 130},
    {"Tennis", "Chatrier", "Roland-Garros", Motif::Net, 148, 76, 46},
    {"Beauty", "Eiffel", "Champ de Mars", Motif::Skyline, 62, 74, 126},
    {"Handball", "Court", "South Paris Arena", Motif::Ball, 112, 46, 76},
    {"Rugby 7s", "Main", "Stade de France", Motif::Throw, 46, 118, 62},
    {"Diving", "10 m", "Aquatics Centre", Motif::Bubbles, 26, 108, 142},
    {"Table Tennis", "T1", "South Paris Arena", Motif::Net, 56, 90, 136},
    {"Archery", "Ranking", "Les Invalides", Motif::Throw, 110, 100, 52},
    {"Badminton", "Court 1", "La Chapelle Arena", Motif::Net, 40, 104, 84},
    {"Boxing", "Ring", "North Paris Arena", Motif::Wrestlers, 120, 50, 50},
    {"Canoe", "Slalom", "Vaires-sur-Marne", Motif::Boats, 36, 100, 132},
    {"Climbing", "Speed", "Le Bourget", Motif::Gymnast, 110, 82, 72},
    {"Equestrian", "Jumping", "Versailles", Motif::Throw, 84, 106, 60},
    {"Football", "Final", "Parc des Princes", Motif::Ball, 44, 112, 52},
    {"Golf", "18th", "Golf National", Motif::Throw, 58, 120, 64},
    {"Hockey", "Pitch 1", "Yves-du-Manoir", Motif::Ball, 36, 80, 128},
    {"Skateboard", "Park", "La Concorde", Motif::Wheels, 104, 90, 96},
    {"Surfing", "Teahupo'o", "Tahiti", Motif::Waves, 20, 106, 122},
    {"Taekwondo", "Mat", "Grand Palais", Motif::Wrestlers, 88, 60, 108},
    {"Triathlon", "Swim", "Pont Alexandre III", Motif::Waves, 34, 96, 110},
    {"Volleyball", "Court", "South Paris Arena", Motif::Net, 134, 96, 40},
    {"Weights", "Platform", "South Paris Arena", Motif::Gymnast, 88, 84, 70},
    {"BMX", "Racing", "Saint-Quentin", Motif::Wheels, 122, 86, 52},
}};

} // namespace

std::vector<FeedStyle> feedCatalog(std::size_t count) {
    std::vector<FeedStyle> feeds;
    for (std::size_t i = 0; i < std::min(count, feedRows.size()); ++i) {
        const Row& row = feedRows[i];
        feeds.push_back({{fmt::format("f{:03}", i + 1), static_cast<std::uint32_t>(i + 1),
                          fmt::format("{} · {}", row.sport, row.what), row.sport, row.venue},
                         row.motif,
                         row.red,
                         row.green,
                         row.blue});
    }
    return feeds;
}

std::vector<RegionStyle> regionCatalog(std::size_t count) {
    // MODCOD 13 is 8PSK 2/3, 14 is 8PSK 3/4, 18 is 16APSK 2/3.
    std::vector<RegionStyle> regions{
        {{"europe", "Europe"},
         "Frankfurt",
         "frankfurt",
         {50.11, 8.68},
         22,
         "Fucino",
         {41.98, 13.60},
         40,
         34,
         3.1,
         13.6,
         18,
         0.82},
        {{"north-america", "North America"},
         "Ashburn",
         "ashburn",
         {39.04, -77.49},
         88,
         "Hagerstown",
         {39.64, -77.72},
         25,
         48,
         3.6,
         13.1,
         18,
         0.79},
        {{"asia", "Asia"},
         "Tokyo",
         "tokyo",
         {35.68, 139.69},
         205,
         "Hong Kong",
         {22.30, 114.17},
         22,
         85,
         4.9,
         13.9,
         14,
         0.71},
        {{"oceania", "Oceania"},
         "Sydney",
         "sydney",
         {-33.87, 151.21},
         220,
         "Perth",
         {-31.95, 115.86},
         28,
         40,
         3.4,
         12.8,
         14,
         0.74},
        {{"middle-east", "Middle East"},
         "Dubai",
         "dubai",
         {25.20, 55.27},
         105,
         "Riyadh",
         {24.71, 46.68},
         48,
         18,
         4.6,
         14.2,
         18,
         0.66},
        {{"south-america", "South America"},
         "São Paulo",
         "sao-paulo",
         {-23.55, -46.63},
         190,
         "Rio de Janeiro",
         {-22.91, -43.17},
         30,
         70,
         4.6,
         12.4,
         13,
         0.41},
        {{"africa", "Africa"},
         "Johannesburg",
         "johannesburg",
         {-26.20, 28.05},
         165,
         "Nairobi",
         {-1.29, 36.82},
         45,
         65,
         4.8,
         13.0,
         13,
         0.38},
        {{"south-asia", "South Asia"},
         "Mumbai",
         "mumbai",
         {19.08, 72.88},
         125,
         "New Delhi",
         {28.61, 77.21},
         42,
         75,
         5.1,
         12.9,
         14,
         0.29},
    };
    regions.resize(std::min(count, regions.size()));
    return regions;
}

} // namespace vigie::demo
