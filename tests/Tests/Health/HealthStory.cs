using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Health.Evaluate;
using Entente.Health.Model;
using Entente.Health.Show;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Pipeline;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Health;

/// <summary>What tests about health do again and again.</summary>
internal sealed class HealthStory(House house)
{
    private static int made;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public DateOnly Today => house.Corvane.DayOf(house.Clock.Now);

    /// <summary>Of no account: what only reads needs none.</summary>
    public Actor Reader { get; } =
        new(
            house.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            Ids.New<PersonId>(house.Clock.Now),
            Name: "Rita Reader",
            Permissions: Permissions.Of(StaffRole.Sales)
        );

    public Task<PartnerId> Partner(Entente.Partners.PartnerStatus status = Entente.Partners.PartnerStatus.Active) =>
        house.Made(house.Corvane, $"Healthy {Interlocked.Increment(ref made)}", status);

    /// <summary>The nightly job, now.</summary>
    public async Task Night()
    {
        await using var scope = house.As(house.Corvane);
        await ActivatorUtilities.GetServiceOrCreateInstance<ScoreHealth>(scope.ServiceProvider).Run(house.Clock.Now, Ct);
    }

    public async Task Later(int days)
    {
        house.Clock.Advance(TimeSpan.FromDays(days));
        await Night();
    }

    public Task<HealthView?> View(PartnerId partner, Actor? by = null) =>
        house.Act<HealthQuery, HealthView?>(by ?? Reader, q => q.Of(partner, Ct));

    public async Task<string> Words(PartnerId partner) =>
        string.Join('\n', (await View(partner))!.Parts.SelectMany(p => p.Signals).Select(s => s.Words));

    public Task<HealthListView> List(HealthAsked asked, Actor? by = null) =>
        house.Act<HealthQuery, HealthListView>(by ?? Reader, q => q.List(asked, Ct));

    public Task<List<TalkTask>> Tasks(PartnerId partner, Actor? by = null) =>
        Rows<TalkTask>(by, t => t.Where(t => t.SubjectId == partner.Value).OrderBy(t => t.AddedAt));

    public Task<List<HealthEpisode>> Episodes(PartnerId partner, Actor? by = null) =>
        Rows<HealthEpisode>(by, e => e.Where(e => e.PartnerId == partner).OrderBy(e => e.Id));

    public Task<List<HealthDay>> Days(PartnerId partner, Actor? by = null) =>
        Rows<HealthDay>(by, d => d.Where(d => d.PartnerId == partner).OrderBy(d => d.Day));

    public Task<List<HealthCard>> Cards(Actor by) => Rows<HealthCard>(by, c => c);

    /// <summary>A deal of the partner that is open.</summary>
    public async Task Open(PartnerId partner, string id, int closesIn = 30, string? nextStep = "Send the quote")
    {
        var connection = house.Connection();
        await house.Apply(
            house.Corvane,
            connection,
            house.Deal(id, "Deal " + id) with
            {
                CloseDate = Today.AddDays(closesIn),
                NextStep = nextStep,
            }
        );
        await house.Link(house.Corvane, new DealLink(connection, id, "", null, null, partner));
    }

    private async Task<List<T>> Rows<T>(Actor? by, Func<IQueryable<T>, IQueryable<T>> which)
        where T : class
    {
        await using var scope = house.As(by ?? Actor.System(house.Corvane.Id));
        return await which(scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<T>().AsNoTracking()).ToListAsync(Ct);
    }
}
