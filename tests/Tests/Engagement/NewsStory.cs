using Entente.Access;
using Entente.Engagement;
using Entente.Engagement.Model;
using Entente.Engagement.Portal;
using Entente.Engagement.Rules;
using Entente.Engagement.Show;
using Entente.Engagement.Write;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Engagement;

/// <summary>What tests about announcements do again and again.</summary>
internal sealed class NewsStory(House house)
{
    private static int made;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Actor Mila { get; } =
        new(
            house.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            Ids.New<PersonId>(house.Clock.Now),
            Name: "Mila Market",
            Permissions: Permissions.Of(StaffRole.Marketing)
        );

    public static AnnouncementSheet Sheet(params IReadOnlyList<AudienceRule> rules) =>
        new(
            [new("en", "Prices from June", "What changes for you.\n\n- [The list](https://corvane.example/list)")],
            new([new(rules)]),
            true,
            null,
            null,
            null,
            [],
            []
        );

    public static AudienceRule Named(params PartnerId[] partners) => new(Facet.Partner, [.. partners.Select(p => p.Short())]);

    /// <summary>A partner of its own with one person.</summary>
    public async Task<(PartnerId Partner, Actor Person)> Partner(
        PartnerType type = PartnerType.Reseller,
        PartnerTier tier = PartnerTier.Select,
        PartnerRole role = PartnerRole.Seller,
        string region = "DACH"
    )
    {
        var n = Interlocked.Increment(ref made);
        var partner = (
            await house.Create(house.Corvane, new($"Reader {n}", type, tier, PartnerStatus.Active, [$"reader{n}.example"], region))
        ).Value;
        return (partner, await Person(partner, $"person@reader{n}.example", role));
    }

    public async Task<Actor> Person(PartnerId partner, string email, PartnerRole role = PartnerRole.Seller)
    {
        await using var scope = house.As(house.Corvane);
        var person = (await scope.ServiceProvider.GetRequiredService<AccessApi>().AddPartnerPerson(partner, email, "Rea Der", role)).Value;
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return new(house.Corvane.Id, ActorKind.Partner, Channel.Web, person, partner, "Rea Der", PartnerRights.Of(role));
    }

    public async Task<AnnouncementId> Draft(AnnouncementSheet sheet, Actor? by = null)
    {
        var kept = await house.Act<WriteAnnouncement, Result<AnnouncementId>>(
            by ?? Mila,
            w => w.Keep(null, sheet, new Dictionary<string, string>(), null, Ct)
        );
        kept.Problem.ShouldBeNull();
        return kept.Value;
    }

    public Task<Result<int?>> Publish(AnnouncementId id, Actor? by = null, int seen = 1) =>
        house.Act<PublishAnnouncement, Result<int?>>(by ?? Mila, p => p.Run(id, seen, Ct));

    /// <summary>Published; nobody is told yet: <see cref="House.Work"/> does that.</summary>
    public async Task<AnnouncementId> Out(AnnouncementSheet sheet, Actor? by = null)
    {
        var id = await Draft(sheet, by);
        (await Publish(id, by)).Problem.ShouldBeNull();
        return id;
    }

    public Task<IReadOnlyList<NewsLine>> News(Actor reader) => house.Act<NewsQuery, IReadOnlyList<NewsLine>>(reader, q => q.List(Ct));

    public Task<NewsView?> Open(Actor reader, AnnouncementId id) => house.Act<NewsQuery, NewsView?>(reader, q => q.Load(id, Ct));

    public Task<Result> Confirm(Actor reader, AnnouncementId id, int text = 1) =>
        house.Act<ReadNews, Result>(reader, r => r.Confirm(id, text, Ct));

    public async Task<AnnouncementView> View(AnnouncementId id, Actor? by = null) =>
        (await house.Act<AnnouncementQuery, AnnouncementView?>(by ?? Mila, q => q.Load(id, Ct))).ShouldNotBeNull();

    public async Task<Outcome> Outcome(AnnouncementId id, Actor? by = null) =>
        (
            await house.Act<AnnouncementQuery, (Outcome Found, IReadOnlyDictionary<PartnerId, PartnerCard>)>(
                by ?? Mila,
                q => q.Outcome(id, Ct)
            )
        ).Found;

    public async Task<List<Recipient>> Recipients(AnnouncementId id)
    {
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Recipient>()
            .AsNoTracking()
            .Where(r => r.AnnouncementId == id)
            .ToListAsync(Ct);
    }

    /// <summary>The hourly watch, now.</summary>
    public async Task Watch()
    {
        await using var scope = house.As(house.Corvane);
        var watch = ActivatorUtilities.GetServiceOrCreateInstance<Entente.Engagement.Tell.WatchAnnouncements>(scope.ServiceProvider);
        await watch.Run(house.Clock.Now, Ct);
    }

    /// <summary>Subjects of the mails about it, by who got them.</summary>
    public async Task<IReadOnlyList<(string To, string Subject)>> Mails(AnnouncementId id)
    {
        await house.Work();
        return await house.Act<MailBox, IReadOnlyList<(string, string)>>(
            Actor.System(house.Corvane.Id),
            async m => [.. (await m.About(id.Subject, Ct)).Select(r => (r.To, r.Subject))]
        );
    }
}
