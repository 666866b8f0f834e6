using Entente.Partners;

namespace Entente.Reviews.Rules;

/// <summary>How meetings are called.</summary>
public static class MeetingWords
{
    public static string Words(this MeetingKind kind) => kind is MeetingKind.SalesReview ? "Sales review" : "Pipeline review";

    public static string Words(this MeetingState state) =>
        state switch
        {
            MeetingState.Planned => "To be held",
            MeetingState.Held => "Held",
            _ => "Not held",
        };

    public static string Words(this Every every) =>
        every switch
        {
            Every.Week => "Every week",
            Every.TwoWeeks => "Every two weeks",
            Every.Month => "Every month",
            Every.Quarter => "Every quarter",
            _ => "Never",
        };

    public static string Words(this AgendaTopic topic) =>
        topic switch
        {
            AgendaTopic.Expiring => "Protection runs out",
            AgendaTopic.PastClose => "Past its close date",
            AgendaTopic.NoNextStep => "No next step",
            AgendaTopic.Closing => "To close soon",
            AgendaTopic.Overdue => "Overdue",
            _ => "Risk",
        };

    /// <summary>Which of the days of a stretch: <c>first</c>.</summary>
    public static string Which(int nth) =>
        nth switch
        {
            1 => "First",
            2 => "Second",
            3 => "Third",
            4 => "Fourth",
            _ => "Last",
        };
}
