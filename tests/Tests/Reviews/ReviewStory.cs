using System.Runtime.CompilerServices;
using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Model;
using Entente.Crm;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Reviews.List;
using Entente.Reviews.Model;
using Entente.Reviews.Portal;
using Entente.Reviews.Prepare;
using Entente.Reviews.Rules;
using Entente.Reviews.Show;
using Entente.Reviews.Work;
using Entente.Tests.Pipeline;
using Entente.Tests.Plans;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Reviews;

/// <summary>What tests about reviews do again and again.</summary>
internal sealed class ReviewStory(House house)
{
    private static int made;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public PlanStory People { get; } = new(house);

    public DateOnly Today => house.Corvane.DayOf(house.Clock.Now);

    /// <summary>A review of this quarter, or of the one that is given.</summary>
    public async Task<string> Made(Actor by, PartnerId partner, string? quarter = null)
    {
        var number = await Prepare(by, partner, quarter);
        number.Problem.ShouldBeNull();
        return number.Value;
    }

    public Task<Result<string>> Prepare(Actor by, PartnerId? partner, string? quarter = null) =>
        house.Act<PrepareReview, Result<string>>(by, p => p.Run(partner, quarter, Ct));

    public Task<ReviewView?> View(Actor by, string number) => house.Act<ReviewQuery, ReviewView?>(by, q => q.Load(number, Ct));

    public Task<ReviewFace?> Own(Actor by, string number) => house.Act<OwnReviews, ReviewFace?>(by, o => o.Get(number, Ct));

    public Task<IReadOnlyList<OwnReviewRow>> OwnList(Actor by) => house.Act<OwnReviews, IReadOnlyList<OwnReviewRow>>(by, o => o.List(Ct));

    public Task<ReviewListView> List(Actor by, ReviewFilter? filter = null) =>
        house.Act<ReviewList, ReviewListView>(by, l => l.Load(filter ?? new(), Ct));

    public Task<Result> Shape(Actor by, Func<ShapeReview, Task<Result>> act) => house.Act(by, act);

    /// <summary>With the version that stands there now.</summary>
    public async Task<Result> Steer(Actor by, string number, Func<SteerReview, int, Task<Result>> act)
    {
        var seen = (await Load(number)).Version;
        return await house.Act<SteerReview, Result>(by, s => act(s, seen));
    }

    public Task<Result> Share(Actor by, string number) => Steer(by, number, (s, seen) => s.Share(number, seen, Ct));

    public Task<Result> Hold(Actor by, string number) => Steer(by, number, (s, seen) => s.Hold(number, seen, Ct));

    public Task<Result> Refresh(Actor by, string number) => Steer(by, number, (s, seen) => s.Refresh(number, seen, Ct));

    public async Task<string> Shared(Actor by, PartnerId partner, string? quarter = null)
    {
        var number = await Made(by, partner, quarter);
        (await Share(by, number)).Problem.ShouldBeNull();
        return number;
    }

    public async Task Decide(Actor by, string number, string words, Actor owner, int inDays = 14) =>
        (
            await Shape(
                by,
                s =>
                    s.Decide(
                        number,
                        new()
                        {
                            Words = words,
                            Owner = owner.Person!.Value.Short(),
                            Due = Today.AddDays(inDays).ToString("yyyy-MM-dd", null),
                        },
                        Ct
                    )
            )
        ).Problem.ShouldBeNull();

    public async Task<Review> Load(string number)
    {
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Review>()
            .AsNoTracking()
            .Include(r => r.Goals)
            .Include(r => r.Decisions)
            .SingleAsync(r => r.Number == number, Ct);
    }

    public Task<List<T>> Rows<T>(Actor by)
        where T : class => Rows<T>(by, t => t);

    public async Task<List<T>> Rows<T>(Actor by, Func<IQueryable<T>, IQueryable<T>> which)
        where T : class
    {
        await using var scope = house.As(by);
        return await which(scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<T>().AsNoTracking()).ToListAsync(Ct);
    }

    public Task<List<TalkTask>> Tasks(PartnerId partner, Actor? by = null) =>
        Rows<TalkTask>(by ?? Actor.System(house.Corvane.Id), t => t.Where(t => t.SubjectId == partner.Value).OrderBy(t => t.Title));

    /// <summary>Every row of a review that somebody reaches.</summary>
    public async Task<int> Reached(Actor by) =>
        (await Rows<Review>(by)).Count
        + (await Rows<ReviewGoal>(by)).Count
        + (await Rows<ReviewDecision>(by)).Count
        + (await Rows<ReviewNote>(by)).Count
        + (await Rows<ReviewSheet>(by)).Count;

    /// <summary>One number, asked of the database in its own words.</summary>
    public async Task<long> Sql(string question)
    {
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Database.SqlQuery<long>(FormattableStringFactory.Create($"select ({question})::bigint as \"Value\""))
            .SingleAsync(Ct);
    }

    /// <summary>Everything that stands in what somebody reads.</summary>
    public static string Text(ReviewFace face) =>
        Json.Write(
            new
            {
                face.Number,
                face.Partner,
                Quarter = face.Quarter.ToString(),
                face.State,
                face.PlannedOn,
                face.Summary,
                face.PreparedBy,
                face.PreparedAt,
                face.GatheredAt,
                face.HeldAt,
                face.Parts,
                face.Goals,
                face.Decisions,
            }
        );

    /// <summary>A deal in which the partner has the sourcing part, and what became of it.</summary>
    public async Task<(CrmConnectionId Connection, string Id)> Deal(
        PartnerId partner,
        DealStage stage,
        DateOnly day,
        Money? amount = null,
        string? name = null,
        PartnerId? also = null
    )
    {
        var (connection, id) = (house.Connection(), $"review-{Interlocked.Increment(ref made)}");
        var record = house.Deal(id, name ?? "Deal " + id) with
        {
            Stage = stage.State is OpportunityState.Open ? stage : DealStory.Qualification,
            Amount = amount ?? new Money(10_000_00, "EUR"),
            CloseDate = day,
            CreatedAt = house.Clock.Now.AddDays(-100),
        };
        await house.Apply(house.Corvane, connection, record);
        await house.Link(house.Corvane, new(connection, id, "", null, null, partner, Motion: "reseller"));
        if (also is { } other)
            await house.Link(house.Corvane, new(connection, id, "", null, null, other, DealRole.Services, Motion: "reseller"));
        await house.Work();
        if (stage.State is not OpportunityState.Open)
            await Becomes(connection, record with { Stage = stage });
        return (connection, id);
    }

    public async Task Becomes(CrmConnectionId connection, DealRecord record)
    {
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.Apply(house.Corvane, connection, record with { ModifiedAt = house.Clock.Now });
        await house.Work();
    }

    public static SheetFigure Figure(ReviewFace face, string part, string label) =>
        face.Parts.Single(p => p.Key == part).Figures.Single(f => f.Label == label);

    public static decimal? Number(ReviewFace face, string part, string label) => Figure(face, part, label).Value?.Number;

    /// <summary>The safelist hides these fields of deals from partners, or shows them again.</summary>
    public Task Safelist(Visibility visibility, params string[] fields) => Safelist(SafeObjects.Opportunity, visibility, fields);

    public async Task Safelist(string of, Visibility visibility, params string[] fields)
    {
        var owner = await People.Staff(StaffRole.Owner);
        var words = fields.Select(f => new FieldWord(of, f, new(), visibility)).ToList();
        (await house.Act<ChangeSafelist, Result<int>>(owner, async c => await c.Say(words, await Draft(), Ct))).Problem.ShouldBeNull();
        (
            await house.Act<PublishSafelist, Result<int>>(owner, async p => await p.Run((await Draft())!.Value, null, Ct))
        ).Problem.ShouldBeNull();

        async Task<int?> Draft()
        {
            await using var scope = house.As(house.Corvane);
            return await scope
                .ServiceProvider.GetRequiredService<EntenteDb>()
                .Set<SafelistDraft>()
                .Select(d => (int?)d.Version)
                .SingleOrDefaultAsync(Ct);
        }
    }
}
