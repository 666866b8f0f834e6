using Entente.Access;
using Entente.Onboarding;
using Entente.Onboarding.Accept;
using Entente.Onboarding.Model;
using Entente.Onboarding.Portal;
using Entente.Onboarding.Rules;
using Entente.Onboarding.Show;
using Entente.Onboarding.Tell;
using Entente.Onboarding.Write;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Onboarding;

/// <summary>What tests about agreements do again and again.</summary>
internal sealed class AgreementStory(House house)
{
    private static int made;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Actor Olga { get; } =
        new(
            house.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            Ids.New<PersonId>(house.Clock.Now),
            Name: "Olga Ops",
            Permissions: Permissions.Of(StaffRole.RevOps)
        );

    public DateOnly Today => house.Corvane.DayOf(house.Clock.Now);

    public static AgreementSheet Sheet(string text = "We both agree.", int grace = 0) =>
        AgreementSheet.Empty with
        {
            Text = text,
            GraceDays = grace,
        };

    /// <summary>What earlier tests of the same house published concerns nobody of this one.</summary>
    public async Task Alone()
    {
        foreach (
            var row in (await house.Act<AgreementsQuery, IReadOnlyList<AgreementRow>>(Olga, q => q.List(Ct))).Where(r =>
                r.Phase is AgreementPhase.Published
            )
        )
            (await End(row.Id)).Problem.ShouldBeNull();
    }

    public static string Name() => $"Partner terms {Interlocked.Increment(ref made)}";

    public async Task<AgreementId> Draft(AgreementSheet sheet, AgreementId? id = null, string? name = null)
    {
        var seen = id is { } known ? (await View(known)).Seen : (int?)null;
        var kept = await Keep(id, name ?? Name(), sheet, seen);
        kept.Problem.ShouldBeNull();
        return kept.Value;
    }

    public Task<Result<AgreementId>> Keep(AgreementId? id, string name, AgreementSheet sheet, int? seen, Actor? by = null) =>
        house.Act<ChangeAgreement, Result<AgreementId>>(
            by ?? Olga,
            c => c.Keep(id, name, sheet, new Dictionary<string, string>(), seen, Ct)
        );

    public async Task<Result<int>> Publish(AgreementId id, Actor? by = null)
    {
        var seen = (await View(id)).Seen;
        return await house.Act<ChangeAgreement, Result<int>>(by ?? Olga, c => c.Publish(id, seen, Ct));
    }

    /// <summary>Published; nobody is told yet: <see cref="House.Work"/> does that.</summary>
    public async Task<AgreementId> Out(AgreementSheet sheet, AgreementId? id = null, string? name = null)
    {
        var drafted = await Draft(sheet, id, name);
        (await Publish(drafted)).Problem.ShouldBeNull();
        return drafted;
    }

    public async Task<Result> End(AgreementId id)
    {
        var seen = (await View(id)).Seen;
        return await house.Act<ChangeAgreement, Result>(Olga, c => c.End(id, seen, "Not needed", Ct));
    }

    public async Task<AgreementView> View(AgreementId id, Actor? by = null) =>
        (await house.Act<AgreementsQuery, AgreementView?>(by ?? Olga, q => q.Load(id, Ct))).ShouldNotBeNull();

    public Task<IReadOnlyList<OwnAgreement>> List(Actor who) => house.Act<OwnAgreements, IReadOnlyList<OwnAgreement>>(who, o => o.List(Ct));

    public Task<OwnAgreementView?> Read(Actor who, AgreementId id, int? version = null) =>
        house.Act<OwnAgreements, OwnAgreementView?>(who, o => o.Load(id, version, Ct));

    /// <summary>As the page does: what was read goes with it.</summary>
    public async Task<Result> Accept(Actor who, AgreementId id) =>
        await Read(who, id) is { } read
            ? await Accept(who, id, read.Number, read.Hash)
            : await Accept(who, id, 1, AgreementSheet.Hash("We both agree."));

    public Task<Result> Accept(Actor who, AgreementId id, int number, string? hash) =>
        house.Act<AcceptAgreement, Result>(who, a => a.Run(id, number, hash, Ct));

    public async Task<Actor> Person(PartnerId partner, PartnerRole role = PartnerRole.Admin, bool restricted = false)
    {
        var n = Interlocked.Increment(ref made);
        await using var scope = house.As(house.Corvane);
        var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var person = (await access.AddPartnerPerson(partner, Mail(n), $"Ada Agree {n}", role)).Value;
        await db.SaveChangesAsync(Ct);
        if (restricted)
        {
            await access.Restrict(person, true, Ct);
            await db.SaveChangesAsync(Ct);
        }
        return new(house.Corvane.Id, ActorKind.Partner, Channel.Web, person, partner, $"Ada Agree {n}", PartnerRights.Of(role))
        {
            OwnOnly = restricted,
        };
    }

    public async Task<List<AgreementAcceptance>> Acceptances(AgreementId id, Actor? by = null)
    {
        await using var scope = house.As(by ?? Actor.System(house.Corvane.Id));
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<AgreementAcceptance>()
            .AsNoTracking()
            .Where(a => a.AgreementId == id)
            .ToListAsync(Ct);
    }

    /// <summary>The hourly watch, now.</summary>
    public async Task Watch()
    {
        await using var scope = house.As(house.Corvane);
        await ActivatorUtilities.GetServiceOrCreateInstance<WatchAgreements>(scope.ServiceProvider).Run(house.Clock.Now, Ct);
    }

    /// <summary>Subjects of the mails about it, by who got them.</summary>
    public async Task<IReadOnlyList<(string To, string Subject)>> Mails(AgreementId id)
    {
        await house.Work();
        return await house.Act<MailBox, IReadOnlyList<(string, string)>>(
            Actor.System(house.Corvane.Id),
            async m => [.. (await m.About(id.Subject, Ct)).Select(r => (r.To, r.Subject))]
        );
    }

    private static string Mail(int n) => $"ada{n}@agree.example";
}
