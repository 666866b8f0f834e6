using Entente.Crm;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm.Converge;

// What people decide in Entente.
internal sealed partial class Story
{
    private static readonly string[] Statuses = ["Approved", "Extended", "Expired", "In review", "Withdrawn"];

    /// <summary>An approval: a deal, and mostly its company and contact with it, or a company that the CRM has.</summary>
    private async Task EntenteMakes()
    {
        var number = reps.Next();
        var steps = new List<CrmWriteStep>();
        var (account, contact) = ($"account-{number}", $"contact-{number}");
        var known = random.Next(3) == 0 ? model.Any(random, CrmObject.Account, r => r.Lives && r.Settled) : null;
        var links = new List<CrmStepLink>();
        if (known is null)
        {
            steps.Add(Makes(CrmObject.Account, account, new() { [CrmFields.Name] = account, [EntenteFields.Tier] = "Tier " + number }));
            links.Add(new(CrmObject.Account, EntenteId: account, Primary: true));
        }
        else
            links.Add(new(CrmObject.Account, IdOf(known), Primary: true));
        if (random.Next(2) == 0)
        {
            var person = new Dictionary<string, string?>
            {
                [CrmFields.LastName] = contact,
                [CrmFields.Email] = contact + "@halden.example",
            };
            steps.Add(Makes(CrmObject.Contact, contact, person, [.. links]));
            links.Add(new(CrmObject.Contact, EntenteId: contact));
        }
        var fields = SyncHouse.DealFields(kind, "deal-" + number);
        fields[EntenteFields.RegistrationStatus] = Status();
        steps.Add(Makes(CrmObject.Deal, "deal-" + number, fields, [.. links]));
        await Stage(steps);

        foreach (var step in steps)
        {
            var record = model.Add(step.Kind, step.EntenteId, isOurs: true);
            record.MadeWith(step.Fields, house.House.Clock.Now);
            if (known is not null)
                Model.Link(record, known);
            foreach (var to in steps.Where(s => step.Links.Any(l => l.EntenteId == s.EntenteId)))
                Model.Link(record, model.Ours(to.EntenteId));
        }
        house.House.Clock.Advance(TimeSpan.FromMilliseconds(1));
    }

    private async Task EntenteDecides()
    {
        var what = random.Next(4) == 0 ? CrmObject.Account : CrmObject.Deal;
        if (model.Any(random, what, r => r.MergedInto is null && (r.IsOurs || r.StoreId is not null)) is not { } record)
            return;
        var field = what == CrmObject.Deal ? EntenteFields.RegistrationStatus : EntenteFields.Tier;
        var fields = new Dictionary<string, string?> { [field] = Status() };
        // What the CRM owns is not Entente's to change, whatever a write says.
        if (random.Next(3) == 0)
            fields[what == CrmObject.Deal ? CrmFields.Amount : CrmFields.City] = "1";
        // Ours is named by our id, a rep's by the CRM's.
        var key = record.OurKeys.FirstOrDefault();
        await Stage([new(what, key ?? "late-" + record.Key, key is null ? IdOf(record) : null, fields, [])]);
        record.EntenteSets(field, fields[field], house.House.Clock.Now);
        house.House.Clock.Advance(TimeSpan.FromMilliseconds(1));
    }

    private string IdOf(ModelRecord record) => CrmIdOf(record.StoreId!.Value);

    private string Status() => Statuses[random.Next(Statuses.Length)] + " " + reps.Next();

    private static CrmWriteStep Makes(CrmObject what, string key, Dictionary<string, string?> fields, params CrmStepLink[] links) =>
        new(what, key, null, fields, links);

    private async Task Stage(IReadOnlyList<CrmWriteStep> steps)
    {
        await using var scope = house.House.As(house.House.Corvane);
        scope
            .ServiceProvider.GetRequiredService<CrmApi>()
            .Stage(connection, new CrmWriteBack(new SubjectRef("registration", Guid.Empty), steps));
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
    }
}
