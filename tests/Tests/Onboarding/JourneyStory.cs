using Entente.Access;
using Entente.Onboarding;
using Entente.Onboarding.Journeys;
using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Onboarding.Templates;
using Entente.Partners;
using Entente.Partners.Step;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Onboarding;

/// <summary>What tests about onboarding do again and again.</summary>
internal sealed class JourneyStory(House house)
{
    private static int made;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Actor Maren { get; } =
        new(
            house.Corvane.Id,
            ActorKind.Staff,
            Channel.Web,
            Ids.New<PersonId>(house.Clock.Now),
            Name: "Maren Voss",
            Permissions: Permissions.Of(StaffRole.RevOps)
        );

    public Task<PartnerId> Partner(PartnerStatus status = PartnerStatus.Active) =>
        house.Made(house.Corvane, $"Journey {Interlocked.Increment(ref made)}", status);

    public async Task<Actor> Person(PartnerId partner, PartnerRole role = PartnerRole.Admin) =>
        await new AgreementStory(house).Person(partner, role);

    public Task<Result<JourneyId>> Begin(PartnerId partner, Actor? by = null) =>
        house.Act<SteerJourney, Result<JourneyId>>(by ?? Maren, s => s.Begin(partner, Ct));

    public async Task<JourneyId> Begun(PartnerId partner, Actor? by = null)
    {
        var begun = await Begin(partner, by);
        begun.Problem.ShouldBeNull();
        return begun.Value;
    }

    public async Task<Journey> Load(JourneyId id)
    {
        await using var scope = house.As(house.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Journey>()
            .AsNoTracking()
            .Include(j => j.Steps)
            .SingleAsync(j => j.Id == id, Ct);
    }

    public async Task<List<Journey>> Of(PartnerId partner, Actor? by = null)
    {
        await using var scope = house.As(by ?? Actor.System(house.Corvane.Id));
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Journey>()
            .AsNoTracking()
            .Include(j => j.Steps)
            .Where(j => j.PartnerId == partner)
            .ToListAsync(Ct);
    }

    public async Task<JourneyStepRow> Step(JourneyId id, string key) => (await Load(id)).Steps.Single(s => s.Key == key);

    public Task<Result> Tick(Actor who, JourneyStepRow step, string? evidence = null) =>
        house.Act<CloseStep, Result>(who, c => c.Tick(step.Id, step.Version, evidence, Ct));

    public Task<Result> Skip(Actor who, JourneyStepRow step, string? why = "Not needed") =>
        house.Act<CloseStep, Result>(who, c => c.Skip(step.Id, step.Version, why, Ct));

    public Task<Result> Reopen(Actor who, JourneyStepRow step) =>
        house.Act<CloseStep, Result>(who, c => c.Reopen(step.Id, step.Version, Ct));

    public Task<Result> End(PartnerId partner, JourneyId id, Actor? by = null) =>
        house.Act<SteerJourney, Result>(by ?? Maren, s => s.End(partner, id, "They stopped", Ct));

    public Task<JourneyView?> View(Actor who, PartnerId partner) => house.Act<JourneysQuery, JourneyView?>(who, q => q.Newest(partner, Ct));

    public Task<IReadOnlyList<StepFunnel>> Funnel(PartnerType type, Actor? by = null) =>
        house.Act<JourneysQuery, IReadOnlyList<StepFunnel>>(by ?? Maren, q => q.Funnel(type, Ct));

    public async Task Publish(JourneyTemplate template)
    {
        var seen = (await house.Act<JourneyShelf, PublishedJourney>(Maren, s => s.Of(template.Type!.Value, Ct))).Number;
        (
            await house.Act<PublishJourney, Result<int>>(Maren, p => p.Run(template, new Dictionary<string, string>(), seen, Ct))
        ).Problem.ShouldBeNull();
    }

    public async Task Becomes(PartnerId partner, PartnerStatus status)
    {
        var from = (await house.Ask(house.Corvane, p => p.Get(partner, Ct)))!.Status;
        (
            await house.Act<ChangeStatus, Result>(Maren, c => c.Run(new(partner, from, status, "It is time for it"), Ct))
        ).Problem.ShouldBeNull();
        await house.Work();
    }

    /// <summary>The hourly watch, now.</summary>
    public async Task Watch()
    {
        await using var scope = house.As(house.Corvane);
        await ActivatorUtilities.GetServiceOrCreateInstance<WatchJourneys>(scope.ServiceProvider).Run(house.Clock.Now, Ct);
    }

    /// <summary>Subjects of the mails about a step.</summary>
    public async Task<IReadOnlyList<string>> Mails(JourneyStepRow step)
    {
        await house.Work();
        return await house.Act<MailBox, IReadOnlyList<string>>(
            Actor.System(house.Corvane.Id),
            async m => [.. (await m.About(step.Id.Subject, Ct)).Select(r => r.Subject)]
        );
    }
}
