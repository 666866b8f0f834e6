using Entente.Access;
using Entente.Crm.Port;
using Entente.Partners.Links;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.CrmForms;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

/// <summary>What tests about forms of a CRM start from.</summary>
public abstract class CrmFormStory(PanelHouse house)
{
    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected PanelHouse House => house;

    internal WebHouse Web => house.Web;

    private protected async Task<CrmFormEntry> Entry(string crmId)
    {
        await using var scope = Web.House.As(Web.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<CrmFormEntry>()
            .AsNoTracking()
            .SingleAsync(e => e.ContactCrmId == crmId, Ct);
    }

    private protected async Task<string> Token(RegistrationStory story, bool revoke = false)
    {
        // Links of one instant could not be told apart.
        Web.Clock.Advance(TimeSpan.FromSeconds(1));
        await using var scope = Web.Services.CreateAsyncScope();
        scope
            .ServiceProvider.GetRequiredService<Entente.Platform.Tenancy.ActorSlot>()
            .Fill(Entente.Platform.Tenancy.Actor.System(Web.Corvane.Id));
        var services = scope.ServiceProvider;
        (
            await services.GetRequiredService<IssueRegistrationLink>().Run(new(story.Kestrel, story.Ines.Person!.Value), Ct)
        ).Problem.ShouldBeNull();
        var db = services.GetRequiredService<EntenteDb>();
        var link = await db.Set<RegistrationLink>().OrderByDescending(l => l.Id).FirstAsync(l => l.PartnerId == story.Kestrel, Ct);
        if (revoke)
            (await services.GetRequiredService<RevokeRegistrationLink>().Run(story.Kestrel, link.Id.Value, Ct)).Problem.ShouldBeNull();
        return services.GetRequiredService<FormTokens>().Of(link.Id.Value);
    }

    private protected async Task<IReadOnlyList<Registration>> Claims(PartnerId partner)
    {
        await using var scope = Web.House.As(Web.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Registration>()
            .AsNoTracking()
            .Where(r => r.PartnerId == partner)
            .ToListAsync(Ct);
    }

    private protected async Task<CrmFormEntry> Waiting(string company)
    {
        await using var scope = Web.House.As(Web.Corvane);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<CrmFormEntry>()
            .AsNoTracking()
            .SingleAsync(e => e.Company == company, Ct);
    }
}
