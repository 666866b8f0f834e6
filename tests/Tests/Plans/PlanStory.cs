using Entente.Access;
using Entente.Access.People;
using Entente.Partners;
using Entente.Plans;
using Entente.Plans.Create;
using Entente.Plans.Model;
using Entente.Plans.Portal;
using Entente.Plans.Remind;
using Entente.Plans.Rules;
using Entente.Plans.Show;
using Entente.Plans.Work;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Plans;

/// <summary>What tests about action plans do again and again.</summary>
internal sealed class PlanStory(House house)
{
    private static int made;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Staff who are really there: they own items, sign, are mailed.</summary>
    public async Task<Actor> Staff(StaffRole role = StaffRole.PartnerManager, string? name = null)
    {
        var n = Interlocked.Increment(ref made);
        await using var scope = house.As(house.Corvane);
        var added = await scope
            .ServiceProvider.GetRequiredService<AccessApi>()
            .AddStaff($"plan-staff{n}@corvane.example", name ?? $"Stella Staff {n}", role);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return new(
            house.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            added.Value,
            Name: name ?? "Stella Staff",
            Permissions: Permissions.Of(role)
        );
    }

    public Task<PartnerId> Partner() => house.Made(house.Corvane, $"Planner {Interlocked.Increment(ref made)}");

    public async Task<Actor> Person(PartnerId partner, PartnerRole role = PartnerRole.Seller, bool restricted = false)
    {
        var n = Interlocked.Increment(ref made);
        await using var scope = house.As(house.Corvane);
        var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
        var person = (await access.AddPartnerPerson(partner, Mail(n), $"Pia Planner {n}", role)).Value;
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        await db.SaveChangesAsync(Ct);
        if (restricted)
        {
            await access.Restrict(person, true, Ct);
            await db.SaveChangesAsync(Ct);
        }
        return new(house.Corvane.Id, ActorKind.Partner, Channel.Web, person, partner, $"Pia Planner {n}", PartnerRights.Of(role))
        {
            OwnOnly = restricted,
        };
    }

    public async Task<string> Plan(
        Actor by,
        PartnerId partner,
        string title = "Our plan",
        string? template = null,
        string? starts = null,
        string? submission = null
    )
    {
        var plan = await house.Act<CreatePlan, Result<string>>(by, c => c.Run(new(partner, null, template, title, starts, submission), Ct));
        plan.Problem.ShouldBeNull();
        return plan.Value;
    }

    public static PlanForm Item(
        string title,
        int inDays,
        House house,
        PlanSide side = PlanSide.Partner,
        PersonId? owner = null,
        bool wants = false
    ) =>
        new()
        {
            Title = title,
            By = PlanForm.WriteBy(side, owner),
            Due = DateOnly.FromDateTime(house.Clock.Now.UtcDateTime).AddDays(inDays).ToString("yyyy-MM-dd", null),
            Wants = wants,
        };

    /// <summary>A plan with one item of the partner's and one of ours, shared.</summary>
    public async Task<string> Shared(Actor by, PartnerId partner, PersonId? theirs = null, PersonId? ours = null, int inDays = 30)
    {
        var plan = await Plan(by, partner);
        (
            await Shape(by, s => s.AddItem(plan, Item("Hold the first meeting", inDays, house, PlanSide.Partner, theirs), Ct))
        ).Problem.ShouldBeNull();
        (await Shape(by, s => s.AddItem(plan, Item("Open the product", inDays, house, PlanSide.Vendor, ours), Ct))).Problem.ShouldBeNull();
        (await Share(by, plan)).Problem.ShouldBeNull();
        return plan;
    }

    public Task<Result> Share(Actor by, string plan) => house.Act<SteerPlan, Result>(by, s => s.Share(plan, Ct));

    public Task<Result> Shape(Actor by, Func<ShapePlan, Task<Result>> act) => house.Act(by, act);

    public Task<Result> Sign(Actor by, Func<SignPlan, Task<Result>> act) => house.Act(by, act);

    public Task<Result> AddTarget(Actor by, string plan, string words = "Deals", string amount = "5", string unit = "deals")
    {
        var form = new PlanForm
        {
            Words = words,
            Amount = amount,
            Unit = unit,
        };
        return Sign(by, s => s.Add(plan, form, Ct));
    }

    public Task<Result> Tick(Actor by, string plan, PlanItem item, string? evidence = null) =>
        house.Act<TickItem, Result>(by, t => t.Tick(plan, item.Id, item.Version, evidence, Ct));

    public Task<PlanView?> View(Actor by, string plan) => house.Act<PlanQuery, PlanView?>(by, q => q.Load(plan, Ct));

    public Task<OwnPlan?> Own(Actor by, string plan) => house.Act<OwnPlans, OwnPlan?>(by, o => o.Get(plan, Ct));

    public async Task<ActionPlan> Load(string number)
    {
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<ActionPlan>()
            .AsNoTracking()
            .Include(p => p.Items.OrderBy(i => i.Order))
            .Include(p => p.Risks)
            .Include(p => p.Targets)
            .SingleAsync(p => p.Number == number, Ct);
    }

    public async Task<PlanItem> Item(string plan, string title) => (await Load(plan)).Items.Single(i => i.Title == title);

    /// <summary>The reminders as their schedule sends them.</summary>
    public async Task Remind()
    {
        await using (var scope = house.As(house.Corvane))
            await ActivatorUtilities.GetServiceOrCreateInstance<RemindPlans>(scope.ServiceProvider).Run(house.Clock.Now, Ct);
        await house.Work();
    }

    public async Task<IReadOnlyList<MailRow>> Mails(SubjectRef about)
    {
        await house.Work();
        return await house.Act<MailBox, IReadOnlyList<MailRow>>(Actor.System(house.Corvane.Id), async m => await m.About(about, Ct));
    }

    /// <summary>They do not work here any more.</summary>
    public async Task Leaves(Actor staff)
    {
        var owner = await Staff(StaffRole.Owner);
        (await house.Act<StaffDesk, Result>(owner, d => d.Suspend(staff.Person!.Value, Ct))).Problem.ShouldBeNull();
    }

    public async Task<string> EmailOf(Actor actor)
    {
        await using var scope = house.As(house.Corvane);
        return (await scope.ServiceProvider.GetRequiredService<AccessApi>().People([actor.Person!.Value], Ct))[actor.Person.Value].Email;
    }

    /// <summary>What is told of a record, by mail that still waits or on somebody's page of notifications.</summary>
    public async Task<long> Waiting(SubjectRef about)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(house.MaintenanceConnection);
        await using var count = source.CreateCommand(
            "select count(*) from notice where about_kind = $1 and about_id = $2 and (mail_at is not null or inbox)"
        );
        count.Parameters.Add(new() { Value = about.Kind });
        count.Parameters.Add(new() { Value = about.Id });
        return (long)(await count.ExecuteScalarAsync(Ct))!;
    }

    private static string Mail(int n) => $"pia{n}@planner{n}.example";
}
