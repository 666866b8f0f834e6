using Entente.Access;
using Entente.Partners;
using Entente.Partners.Create;
using Entente.Partners.Edit;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Decide;
using Entente.Registrations.Model;
using Entente.Registrations.Report;
using Entente.Registrations.Rules;
using Entente.Registrations.Submit;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>The people of these tests: two partners with a person each, somebody who decides; and the usual acts of theirs.</summary>
internal sealed class RegistrationStory(House house)
{
    private static int made;

    public Actor Ines { get; private set; } = null!;
    public string InesEmail { get; private set; } = "";
    public string MarenEmail { get; private init; } = "";
    public Actor Jonah { get; private set; } = null!;
    public Actor Maren { get; private set; } = null!;
    public PartnerId Kestrel { get; private set; }
    public PartnerId Vantora { get; private set; }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="mark">Stands in everything that names the first partner and its person, so that it can be found again.</param>
    public static async Task<RegistrationStory> In(House house, WorkspaceCard? workspace = null, string mark = "")
    {
        var n = Interlocked.Increment(ref made);
        var story = new RegistrationStory(house) { MarenEmail = $"maren{n}@corvane.example" };
        var where = workspace ?? house.Corvane;
        var maren = await story.Staff(where, story.MarenEmail, "Maren Voss");
        story.Maren = new(
            where.Id,
            ActorKind.Staff,
            Channel.Web,
            maren,
            Name: "Maren Voss",
            Permissions: Permissions.Of(StaffRole.PartnerManager)
        );
        (story.Kestrel, story.Ines) = await story.Partner(
            where,
            $"{mark}Kestrel Quay {n}",
            $"{mark}Ines Calder",
            $"{mark}kestrel{n}.example",
            maren
        );
        story.InesEmail = $"person@{mark}kestrel{n}.example";
        (story.Vantora, story.Jonah) = await story.Partner(where, $"Vantora {n}", "Jonah Pryce", $"vantora{n}.example", maren);
        return story;
    }

    private const string UsualClose = "2026-05-29";

    /// <summary>A complete claim on a company that nobody else names.</summary>
    public static ClaimInput Claim(string company) =>
        new(
            RegistrationKind.Deal,
            company,
            $"{new string([.. company.Where(char.IsAsciiLetterOrDigit)]).ToLowerInvariant()}.example",
            "GB",
            "R Ashdown",
            $"r.ashdown@{new string([.. company.Where(char.IsAsciiLetterOrDigit)]).ToLowerInvariant()}.example",
            "Head of data",
            "Trace quality issues across six plants; audit in autumn.",
            "Evaluation",
            "84,000",
            null,
            UsualClose,
            "Observe",
            Consent: true
        );

    public Task<Result<Receipt>> Submit(Actor who, ClaimInput claim, string? submission = null) =>
        house.Act<SubmitRegistration, Result<Receipt>>(
            who,
            u => u.Run(new(Timely(claim), submission ?? Ids.New<RegistrationId>(house.Clock.Now).Short()), Ct)
        );

    // Another test of the same house may have let months pass.
    private ClaimInput Timely(ClaimInput claim) =>
        claim.CloseDate == UsualClose && house.Clock.Now > new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero)
            ? claim with
            {
                CloseDate = house.Clock.Now.AddDays(60).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            }
            : claim;

    public async Task<string> Submitted(Actor who, string company)
    {
        var receipt = await Submit(who, Claim(company));
        receipt.Problem.ShouldBeNull();
        return receipt.Value.Number;
    }

    /// <summary>Approves, and lets the time pass in which it could be undone; what is announced then is due.</summary>
    public async Task<Result> Approve(string number, bool accept = false)
    {
        var done = await Decide(number, accept);
        if (done.Ok)
            LetStand();
        return done;
    }

    /// <summary>Approves, and stops the clock at that moment: it can still be undone.</summary>
    public async Task<Result> Decide(string number, bool accept = false) =>
        await house.Act<ApproveRegistration, Result>(
            Maren,
            async u => await u.Run(new(number, (await Load(number)).Version, AcceptRuling: accept), Ct)
        );

    /// <summary>The time passes in which a decision can be undone.</summary>
    public void LetStand() => house.Clock.Advance(TimeSpan.FromSeconds(UndoRules.Default.Seconds));

    /// <summary>Says no, and lets the time pass in which it could be undone.</summary>
    public async Task<Result> Refuse(string number, bool final, RefusalReason reason = RefusalReason.NotQualified)
    {
        var done = await house.Act<RefuseRegistration, Result>(
            Maren,
            async u => await u.Run(new(number, (await Load(number)).Version, reason, final), Ct)
        );
        if (done.Ok)
            LetStand();
        return done;
    }

    /// <summary>A word of the partner on how it goes.</summary>
    public async Task Say(Actor who, string number, ProgressKind kind = ProgressKind.Update) =>
        (
            await house.Act<ReportProgress, Result<int>>(who, u => u.Run(new(number, kind, null, $"At {house.Clock.Now:O}"), Ct))
        ).Problem.ShouldBeNull();

    public async Task<string> Approved(Actor who, string company)
    {
        var number = await Submitted(who, company);
        (await Approve(number)).Problem.ShouldBeNull();
        return number;
    }

    /// <summary>Staff save the partner's details under another name.</summary>
    public async Task Rename(PartnerId partner, string name)
    {
        await using var scope = house.As(Actor.System(Maren.Workspace));
        var form = (await scope.ServiceProvider.GetRequiredService<PartnerToEdit>().Load(partner, Ct))!.Form;
        form.Name = name;
        (await house.Act<EditPartner, Result>(Maren, u => u.Run(form.Read(partner), Ct))).Problem.ShouldBeNull();
    }

    public async Task<Registration> Load(string number)
    {
        await using var scope = house.As(Actor.System(Maren.Workspace));
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Registration>()
            .AsNoTracking()
            .Include(r => r.Questions)
            .Include(r => r.Steps)
            .Include(r => r.Versions)
            .Include(r => r.Progress)
            .Include(r => r.Extensions)
            .Include(r => r.Appeals)
            .AsSplitQuery()
            .SingleAsync(r => r.Number == number, Ct);
    }

    public async Task<StoredTrace> Trace(string number)
    {
        var id = (await Load(number)).Id;
        await using var scope = house.As(Actor.System(Maren.Workspace));
        var trace = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<AssessmentTrace>()
            .OrderBy(t => t.At)
            .FirstAsync(t => t.RegistrationId == id, Ct);
        return trace.Read();
    }

    /// <summary>A link of somebody's, without its host.</summary>
    public static async Task<string> Link(House house, Actor who, LinkKind kind, TimeSpan? lives = null, SubjectRef? subject = null)
    {
        await using var scope = house.As(Actor.System(who.Workspace));
        var address = await scope
            .ServiceProvider.GetRequiredService<AccessApi>()
            .IssueLink(kind, who.Person, who.Partner, subject, house.Clock.Now + (lives ?? TimeSpan.FromDays(365)), Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return new Uri(address).PathAndQuery;
    }

    private async Task<PersonId> Staff(WorkspaceCard where, string email, string name)
    {
        await using var scope = house.As(where);
        var person = await scope.ServiceProvider.GetRequiredService<AccessApi>().AddStaff(email, name, StaffRole.PartnerManager, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return person.Value;
    }

    private async Task<(PartnerId, Actor)> Partner(WorkspaceCard where, string name, string person, string domain, PersonId manager)
    {
        var partner = await house.Act<CreatePartner, Result<PartnerId>>(
            Actor.System(where.Id),
            u => u.Run(new(name, PartnerType.Reseller, PartnerTier.Select, PartnerStatus.Active, [domain], Manager: manager), Ct)
        );
        await using var scope = house.As(where);
        var id = await scope
            .ServiceProvider.GetRequiredService<AccessApi>()
            .AddPartnerPerson(partner.Value, $"person@{domain}", person, global::Entente.Access.PartnerRole.Seller, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return (partner.Value, new(where.Id, ActorKind.Partner, Channel.Link, id.Value, partner.Value, person));
    }
}
