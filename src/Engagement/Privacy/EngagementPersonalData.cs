using Entente.Platform.Privacy;

namespace Entente.Engagement.Privacy;

/// <summary>What announcements hold of people: words of staff, and who was told what and why.</summary>
internal sealed class EngagementPersonalData : IPersonalData
{
    public string Room => "Announcements";

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("announcement", "Announcements")
        {
            Words = "title json ended_for",
            Shown = "changed_at",
            Subject = "announcement",
            Stays = "What was announced.",
        },
        new("announcement_version", "Versions of announcements")
        {
            Words = "json note",
            Shown = "at",
            Subject = "announcement_version",
            Stays = "What was announced.",
        },
        new("announcement_recipient", "Who got announcements")
        {
            Groups = [new() { Person = "person_id", Gone = "why" }],
            Shown = "added_at",
            Subject = "announcement_recipient",
            Stays = "That somebody was told and confirmed, and when: the vendor’s proof.",
            Nothing = [("the partner’s home region", "region")],
        },
        new("news_reader", "Languages of readers")
        {
            Groups = [new() { Person = "person_id", Details = "language" }],
            Subject = "news_reader",
            Stays = "Nothing that says anything.",
        },
    ];
}
