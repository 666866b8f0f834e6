using Entente.Registrations.Rules;

namespace Entente.Demo.Plan;

internal enum Verdict
{
    Approve,
    Decline,
    Reject,
}

/// <summary>What was asked, and the answer if there is one.</summary>
internal sealed record Question(DateTimeOffset Asked, InfoTopic Topic, string Text, DateTimeOffset? Answered = null, string? Answer = null);

internal sealed record Decision(DateTimeOffset At, Verdict Verdict, string By, string? Note = null, RefusalReason Reason = default);

internal sealed record Move(DateTimeOffset At, DealStage Stage, string? NextStep);

internal sealed record Ending(DateTimeOffset At, bool Won, int Amount, string Why);

/// <summary>The life of one registration and of the deal that may come of it, from which its acts follow.</summary>
internal sealed record Course(string Key, PartnerPlan Partner, string By, ClaimPlan Claim, DateTimeOffset Submitted)
{
    public Question? Question { get; init; }

    /// <summary>Null: nobody has decided yet.</summary>
    public Decision? Decision { get; init; }
    public DateTimeOffset? Meeting { get; init; }
    public IReadOnlyList<Move> Moves { get; init; } = [];
    public IReadOnlyList<(DateTimeOffset At, string By, string Text)> Notes { get; init; } = [];
    public Ending? Ending { get; init; }

    public string Rep { get; init; } = VendorCast.RepFor(Claim.Company.Market);

    public bool IsApproved => Decision is { Verdict: Verdict.Approve };

    /// <summary>Calendar days of the window, as the default policy gives them.</summary>
    public int WindowDays => Policy.Default.WindowDays(Claim.Kind);

    /// <summary>Whether nobody else may have the company at that moment.</summary>
    public bool ProtectsAt(DateTimeOffset at) =>
        IsApproved
        && Meeting is not null
        && Decision!.At < at
        && at < StoryTime.Calendar.EndOfWindow(Decision.At, WindowDays)
        && !(Ending?.At < at);

    /// <param name="now">When the story ends: nobody has acted later.</param>
    public IEnumerable<StoryAct> Acts(DateTimeOffset now)
    {
        yield return new RegistrationSubmitted(Submitted, Key, Partner.Key, By, Claim);
        if (Question is { } asked)
        {
            yield return new InfoAsked(asked.Asked, Key, Partner.Manager, asked.Topic, asked.Text);
            if (asked.Answered is { } answered)
                yield return new InfoAnswered(answered, Key, By, asked.Answer!);
        }
        if (Decision is { } decided)
            yield return decided.Verdict switch
            {
                Verdict.Approve => new Approved(decided.At, Key, decided.By, decided.Note),
                Verdict.Decline => new Declined(decided.At, Key, decided.By, decided.Reason, decided.Note),
                _ => new Rejected(decided.At, Key, decided.By, decided.Reason, decided.Note),
            };
        if (Meeting is { } met)
            yield return new MeetingHeld(
                met,
                Key,
                By,
                $"First meeting with {Claim.Company.Contact}, {Claim.Company.ContactRole.ToLowerInvariant()}"
            );
        foreach (var report in Reports(now))
            yield return report;
        foreach (var move in Moves)
            yield return new RepMovesStage(move.At, Key, move.Stage, Rep, move.NextStep);
        foreach (var (at, by, text) in Notes)
            yield return new RepNotes(at, Key, by, text);
        if (Ending is { } end)
            yield return end.Won ? new DealWon(end.At, Key, Rep, end.Amount) : new DealLost(end.At, Key, Rep, end.Why);
    }

    /// <summary>A partner that leads on a customer says how it goes now and then; silence would cost it the protection.</summary>
    private IEnumerable<StoryAct> Reports(DateTimeOffset now)
    {
        if (!IsApproved || Meeting is not { } met)
            yield break;
        var until = Ending?.At < now ? Ending.At : now;
        for (var n = 1; ; n++)
        {
            var day = StoryTime.Calendar.AddBusinessDays(StoryTime.Calendar.DateAt(met).AddDays(StoryPlan.ReportDays * n), 0);
            var at = StoryTime.Calendar.StartOf(day).AddHours(11).AddMinutes(7 * (Key.Length + n));
            if (at.AddHours(1) >= until)
                yield break;
            yield return new PartnerReports(at, Key, By, Said[(Key.Length + n) % Said.Length]);
        }
    }

    private static readonly string[] Said =
    [
        "They compare us with one other offer; the next call is set.",
        "Their data team tries it on one line; first numbers look good.",
        "Budget is confirmed, procurement comes next.",
        "We walked the operations lead through the plan.",
        "Waiting for their security review; no change otherwise.",
    ];
}
