using Entente.Platform.Privacy;

namespace Entente.Reviews.Privacy;

/// <summary>What reviews and meetings hold of people: words in which somebody may be named. Who prepared, held and owns is kept by the person's id.</summary>
internal sealed class ReviewsPersonalData : IPersonalData
{
    public string Room => "Reviews";

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("review", "Reviews of a quarter")
        {
            Words = "summary why",
            Shown = "prepared_at",
            Subject = ReviewId.Kind,
            Stays = "Of which partner and quarter it was, and whether it was held.",
            Nothing = [("its number, its quarter, where it stands, and the digest of what was frozen", "number quarter_key state digest")],
        },
        new("review_goal", "Goals of reviews")
        {
            Words = "words unit",
            Subject = "review_goal",
            Stays = "The numbers.",
        },
        new("review_decision", "Decisions of reviews")
        {
            Words = "words",
            Subject = "review_decision",
            Stays = "Who does it until when.",
        },
        new("review_note", "The vendor’s notes on reviews")
        {
            Words = "text",
            Subject = "review_note",
            Stays = "That there was a note.",
        },
        new("meeting", "Meetings of the cadence")
        {
            Words = "summary why",
            Shown = "starts_at",
            Subject = MeetingId.Kind,
            Stays = "With which partner or manager it was, when, and whether it was held.",
            Nothing = [("of what kind it is, its week or month, and where it stands", "kind slot state")],
        },
        PersonalTable.Of("meeting_book_version", "how often which meetings are held", "json"),
        new("meeting_decision", "Decisions of meetings")
        {
            Words = "words about_words",
            Subject = "meeting_decision",
            Stays = "Who does it until when.",
            Nothing = [("the kind of the record that it is about", "about_kind")],
        },
        new("meeting_note", "The vendor’s notes on meetings")
        {
            Words = "text",
            Subject = "meeting_note",
            Stays = "That there was a note.",
        },
        new("meeting_sheet", "Agendas of meetings that were held") { Words = "json", Stays = "Deals, claims and plans by their names." },
        new("review_sheet", "What rooms told for reviews") { Words = "json", Stays = "The numbers, and deals and plans by their names." },
    ];
}
