using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Reviews;
using Entente.Reviews.Meetings;
using Entente.Reviews.Model;
using Entente.Reviews.Portal;
using Entente.Reviews.Rhythms;
using Entente.Reviews.Rules;
using Entente.Reviews.Work;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Reviews;

/// <summary>What tests about meetings do again and again.</summary>
internal sealed class MeetingStory(House house)
{
    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static MeetingRule Sales(Every every, DayOfWeek weekday = DayOfWeek.Tuesday, bool shared = true) =>
        MeetingRule.Standard(MeetingKind.SalesReview) with
        {
            Every = every,
            Weekday = weekday,
            Shared = shared,
        };

    public static MeetingRule Pipeline(Every every) => MeetingRule.Standard(MeetingKind.PipelineReview) with { Every = every };

    /// <summary>These rules and no other, and the calendar follows them.</summary>
    public async Task Publish(Actor by, params MeetingRule[] rules)
    {
        var seen = (await house.Act<MeetingShelf, PublishedMeetings>(by, s => s.Newest(Ct))).Number;
        (
            await house.Act<PublishMeetings, Result<int>>(by, p => p.Run(new(rules), new Dictionary<string, string>(), seen, Ct))
        ).Problem.ShouldBeNull();
        await house.Work();
    }

    /// <summary>The nightly job, now.</summary>
    public Task Night() => Run<PlanMeetings>();

    /// <summary>The hourly one.</summary>
    public Task Remind() => Run<RemindMeetings>();

    private async Task Run<T>()
        where T : IScheduled
    {
        await using var scope = house.As(house.Corvane);
        await ActivatorUtilities.GetServiceOrCreateInstance<T>(scope.ServiceProvider).Run(house.Clock.Now, Ct);
    }

    /// <summary>The sales reviews of a partner, by time.</summary>
    public Task<List<Meeting>> Of(PartnerId partner) => Rows(m => m.PartnerId == partner);

    /// <summary>The pipeline reviews of a manager, by time.</summary>
    public Task<List<Meeting>> Of(PersonId manager) => Rows(m => m.Kind == MeetingKind.PipelineReview && m.HostId == manager);

    /// <summary>What a manager holds with partners, by time.</summary>
    public Task<List<Meeting>> HeldBy(PersonId manager) => Rows(m => m.Kind == MeetingKind.SalesReview && m.HostId == manager);

    private async Task<List<Meeting>> Rows(System.Linq.Expressions.Expression<Func<Meeting, bool>> which)
    {
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Meeting>()
            .AsNoTracking()
            .Include(m => m.Decisions)
            .Where(which)
            .OrderBy(m => m.StartsAt)
            .ToListAsync(Ct);
    }

    public Task<MeetingView?> View(Actor by, MeetingId id) => house.Act<MeetingQuery, MeetingView?>(by, q => q.Load(id, Ct));

    public async Task<MeetingFace?> Own(Actor by, MeetingId id) =>
        (await house.Act<OwnMeetings, OwnMeeting?>(by, o => o.Get(id, Ct)))?.Face;

    public Task<IReadOnlyList<OwnMeetingRow>> OwnList(Actor by) =>
        house.Act<OwnMeetings, IReadOnlyList<OwnMeetingRow>>(by, o => o.List(Ct));

    public Task<Result> Shape(Actor by, Func<ShapeMeeting, Task<Result>> act) => house.Act(by, act);

    public async Task Write(Actor by, MeetingId id, string summary, string note)
    {
        var seen = (await View(by, id))!.Version;
        (await Shape(by, s => s.Write(id, seen, new() { Summary = summary, Note = note }, Ct))).Problem.ShouldBeNull();
    }

    /// <param name="about">What stands in the choice; empty: the first one.</param>
    public async Task<Result> Decide(Actor by, MeetingId id, string words, PersonId owner, string about = "")
    {
        var view = (await View(by, id))!;
        var form = new ReviewForm
        {
            Words = words,
            Owner = owner.Short(),
            Due = house.Corvane.DayOf(house.Clock.Now).AddDays(14).ToString("yyyy-MM-dd", null),
            About = view.Choices.FirstOrDefault(c => c.Label.Contains(about, StringComparison.Ordinal))?.Value,
        };
        return await Shape(by, s => s.Decide(id, form, Ct));
    }

    public async Task<Result> Hold(Actor by, MeetingId id)
    {
        var seen = (await View(by, id))!.Version;
        return await house.Act<SteerMeeting, Result>(by, s => s.Hold(id, seen, Ct));
    }

    public async Task<Result> Skip(Actor by, MeetingId id, string why)
    {
        var seen = (await View(by, id))!.Version;
        return await house.Act<SteerMeeting, Result>(by, s => s.Skip(id, seen, why, Ct));
    }

    /// <summary>Every row of meetings that somebody reaches.</summary>
    public async Task<int> Reached(Actor by)
    {
        await using var scope = house.As(by);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        return await db.Set<Meeting>().CountAsync(Ct)
            + await db.Set<MeetingDecision>().CountAsync(Ct)
            + await db.Set<MeetingNote>().CountAsync(Ct)
            + await db.Set<MeetingSheet>().CountAsync(Ct);
    }
}
