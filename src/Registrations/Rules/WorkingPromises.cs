using Entente.Platform.Time;
using Entente.Ui;

namespace Entente.Registrations.Rules;

/// <summary>How a promise stands. All but <see cref="Open"/> are for good.</summary>
public enum PromiseStanding
{
    Open,
    Kept,
    Broken,

    /// <summary>The claim ended before it was due: nobody waits for it any more.</summary>
    Lapsed,
}

/// <summary>
/// One promise and what happened to it. Pure: whatever order things are heard in, it stands the same, and it is kept or broken once.
/// </summary>
/// <param name="Due">The first instant at which it is too late.</param>
internal sealed record PromiseRun(DateTimeOffset Began, DateTimeOffset Due)
{
    /// <summary>When what was promised was first done, in time or not.</summary>
    public DateTimeOffset? Done { get; init; }

    /// <summary>When the claim first ended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>What was done before it was promised keeps nothing.</summary>
    public PromiseRun Did(DateTimeOffset at) => at < Began || Done <= at ? this : this with { Done = at };

    public PromiseRun End(DateTimeOffset at) => Ended <= at ? this : this with { Ended = at };

    public PromiseStanding At(DateTimeOffset now) =>
        Done <= now && Done < Due && !(Ended < Done) ? PromiseStanding.Kept
        : Ended <= now && Ended < Due && !(Done <= Ended) ? PromiseStanding.Lapsed
        : now >= Due ? PromiseStanding.Broken
        : PromiseStanding.Open;

    /// <summary>When a mark is reached. Due is what was promised, also where the days off were changed since.</summary>
    public DateTimeOffset At(ClockMark mark, TimeSpan promise, BusinessCalendar calendar) =>
        mark is not ClockMark.Breach && calendar.Due(Began, promise * ((int)mark / 100d)) is var at && at < Due ? at : Due;

    /// <summary>The highest mark that was reached by now.</summary>
    public ClockMark Reached(TimeSpan promise, BusinessCalendar calendar, DateTimeOffset now) =>
        Marks.LastOrDefault(m => At(m, promise, calendar) <= now);

    /// <summary>When staff are reminded next, after the mark they were told of; null: no more, or nothing is left to do.</summary>
    public DateTimeOffset? NextLook(ClockMark told, TimeSpan promise, BusinessCalendar calendar) =>
        Done is not null || Ended is not null || told is ClockMark.Breach ? null : At(Marks.First(m => m > told), promise, calendar);

    private static readonly ClockMark[] Marks = [ClockMark.Half, ClockMark.ThreeQuarters, ClockMark.Breach];
}

/// <summary>What is promised when, and how it is called (PIP-7).</summary>
internal static class WorkingPromises
{
    /// <summary>A broken promise is still shown as work so many days.</summary>
    public const int LateDays = 14;

    /// <summary>Null: such a thing is not promised.</summary>
    public static PromiseRun? Make(PromiseKind kind, PromiseRules rules, BusinessCalendar calendar, DateTimeOffset at) =>
        rules.Hours(kind) is > 0 and var hours ? new(at, calendar.Due(at, TimeSpan.FromHours(hours))) : null;

    /// <summary>Whoever names customers and leaves the selling to the vendor is promised an opportunity (PIP-1); others bring their own deal.</summary>
    public static bool IsReferral(Motion motion) => motion is Motion.Referral;

    public static string Title(this PromiseKind kind) =>
        kind is PromiseKind.Opportunity ? "Opportunity for the referral" : "Follow-up after the meeting";

    /// <summary>In a list, where there is little room.</summary>
    public static string Noun(this PromiseKind kind) => kind is PromiseKind.Opportunity ? "Opportunity" : "Follow-up";

    public static string Words(this PromiseStanding standing) =>
        standing switch
        {
            PromiseStanding.Open => "Promised",
            PromiseStanding.Kept => "Kept",
            PromiseStanding.Broken => "Broken",
            _ => "No longer needed",
        };

    public static Tone Tone(this PromiseStanding standing) =>
        standing switch
        {
            PromiseStanding.Open => Ui.Tone.Info,
            PromiseStanding.Kept => Ui.Tone.Ok,
            PromiseStanding.Broken => Ui.Tone.Bad,
            _ => Ui.Tone.Neutral,
        };
}

/// <summary>How promises of one kind were kept, over the period of the conduct board. Pure; the order in which they are listed changes nothing.</summary>
/// <param name="Kept">In time.</param>
/// <param name="Broken">Done late, or not at all.</param>
/// <param name="Open">Neither yet.</param>
internal sealed record PromiseFigures(PromiseKind Kind, int Kept, int Broken, int Open)
{
    /// <summary>Partners are told of so many that were kept or broken, not of fewer: it would tell of single ones.</summary>
    public bool IsOutward => Kept + Broken >= ConductBoard.Fewest;

    /// <summary>Of those begun in the period; kinds of which there is none are left out.</summary>
    public static IReadOnlyList<PromiseFigures> Of(IEnumerable<(PromiseKind Kind, PromiseRun Run)> promises, DateTimeOffset now) =>
        [
            .. promises
                .Where(p => p.Run.Began > now.AddDays(-ConductBoard.Days) && p.Run.Began <= now)
                .Select(p => (p.Kind, Standing: p.Run.At(now)))
                .Where(p => p.Standing is not PromiseStanding.Lapsed)
                .GroupBy(p => p.Kind, p => p.Standing)
                .OrderBy(g => g.Key)
                .Select(g => new PromiseFigures(
                    g.Key,
                    g.Count(s => s is PromiseStanding.Kept),
                    g.Count(s => s is PromiseStanding.Broken),
                    g.Count(s => s is PromiseStanding.Open)
                )),
        ];
}
