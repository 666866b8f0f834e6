using Entente.Access;
using Entente.Crm;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Forms;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;
using Entente.Registrations.Submit;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>How these tests fill in, send and look.</summary>
public sealed partial class FormsTest
{
    /// <summary>The name of the select that says how a field is asked.</summary>
    private static string ModeOf(WebPage editor, string key) =>
        editor
            .Document.QuerySelectorAll("input[type=hidden]")
            .Single(i => i.GetAttribute("value") == key)
            .GetAttribute("name")!
            .Replace(".Key", ".Mode", StringComparison.Ordinal);

    private static FormField[] Asked() =>
        [new(FormFields.Company), new(FormFields.ContactEmail), new(FormFields.Amount), new(FormFields.CloseDate), new(FormFields.Problem)];

    private static (string Name, string Value)[] Filled(string company)
    {
        var claim = RegistrationStory.Claim(company);
        return
        [
            ("Input.Company", company),
            ("Input.ContactEmail", claim.ContactEmail!),
            ("Input.Problem", claim.Problem!),
            ("Input.Amount", claim.Amount!),
            ("Input.CloseDate", claim.CloseDate!),
            ("Input.Consent", "true"),
        ];
    }

    private async Task<(RegistrationStory Story, string Link)> Story()
    {
        var story = await RegistrationStory.In(web.House);
        await using var scope = web.House.As(web.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        db.RemoveRange(await db.Set<FormRow>().ToListAsync(Ct));
        var address = await scope
            .ServiceProvider.GetRequiredService<AccessApi>()
            .IssueLink(LinkKind.Register, story.Ines.Person, story.Kestrel, null, web.Clock.Now.AddDays(30), Ct);
        await db.SaveChangesAsync(Ct);
        return (story, new Uri(address).PathAndQuery);
    }

    private Task Publish(RegistrationKind kind, params FormSection[] sections) => Publish(new FormScope(kind), sections);

    private async Task Publish(FormScope scope, params FormSection[] sections)
    {
        await using var house = web.House.As(Actor.System(web.Corvane.Id));
        var act = house.ServiceProvider.GetRequiredService<DrawForm>();
        var id = (await act.Begin(scope, Ct)).Value;
        var seen = (
            await house.ServiceProvider.GetRequiredService<EntenteDb>().Set<FormRow>().AsNoTracking().SingleAsync(f => f.Id == id, Ct)
        ).Version;
        (await act.Publish(id, new(sections), seen, Ct)).Problem.ShouldBeNull();
    }

    /// <summary>What the CRM's deals have, at the last look.</summary>
    private async Task Crm(params CrmField[] fields)
    {
        await using var scope = web.House.As(web.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var schema = Json.Write(new CrmSchema(CrmObject.Deal, "deals", fields));
        if (await db.Set<SchemaRow>().SingleOrDefaultAsync(Ct) is { } row)
        {
            row.Live = schema;
        }
        else
        {
            var id = Ids.New<CrmConnectionId>(web.Clock.Now);
            db.Add(CrmConnection.Connect(id, CrmKind.HubSpot, "http://localhost:1", "v3", "sealed", web.Clock.Now));
            db.Add(
                new SchemaRow
                {
                    ConnectionId = id,
                    Kind = CrmObject.Deal,
                    Schema = schema,
                }
            );
        }
        await db.SaveChangesAsync(Ct);
    }
}
