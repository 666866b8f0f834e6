using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Forms;

/// <summary>
/// Form submissions, as from a website: a contact is made, or found by e-mail and changed; company fields go to the company of the domain.
/// Every form exists here.
/// </summary>
internal sealed class FormRoutes(CrmStore store, Writes writes, RateLimits limits)
{
    private const int MostFields = 1_000;

    /// <param name="submissions">Below `/submissions/v3/integration`; the secure variant asks for a token.</param>
    public static void Map(RouteGroupBuilder submissions, RouteGroupBuilder secure)
    {
        submissions.MapPost("/submit/{portal:long}/{form}", (HttpContext http, FormRoutes r) => r.SubmitOpenly(http));
        secure.MapPost("/secure/submit/{portal:long}/{form}", (HttpContext http, FormRoutes r) => r.Submit(http));
    }

    private Task<IResult> SubmitOpenly(HttpContext http)
    {
        Wire.SetCorrelation(http);
        return limits.IsOverSubmissions() ? Task.FromResult(Trouble.TooMany(http, "TEN_SECONDLY_ROLLING")) : Submit(http);
    }

    private async Task<IResult> Submit(HttpContext http)
    {
        if (await Wire.Body(http) is not { } body || body["fields"] is not JsonArray { Count: > 0 and <= MostFields } fields)
            return Refused("The fields of the submission are missing.", "INVALID_INPUT");
        var contact = Values(fields, "0-1");
        if (contact["email"] is null)
            return Refused("Required field 'email' is missing", "REQUIRED_FIELD");
        var error = store.Write(
            new Origin(Door.HubSpotApi, "forms"),
            tx =>
            {
                var refused = Save(tx, contact, Values(fields, "0-2"));
                if (refused is not null)
                    tx.Abandon();
                return refused;
            }
        );
        return error is null
            ? Wire.Json(new JsonObject { ["inlineMessage"] = "Thanks for submitting the form." })
            : Refused(error.Message, "INVALID_INPUT");
    }

    private HubSpotError? Save(Tx tx, JsonObject contact, JsonObject company)
    {
        var email = tx.FindBy(tx.Schema(Kind.Contact)["email"], Wire.Text(contact["email"])!.Trim());
        var (person, error) = email is null
            ? writes.Create(tx, Kind.Contact, new JsonObject { ["properties"] = contact })
            : writes.Update(tx, email, contact);
        if (error is not null || company.Count == 0)
            return error;
        var domain = tx.Schema(Kind.Company)["domain"];
        var known = Wire.Text(company["domain"]) is { } wanted
            ? store
                .All(Kind.Company)
                .FirstOrDefault(c => !c.Archived && string.Equals(c.Get(domain), wanted, StringComparison.OrdinalIgnoreCase))
            : null;
        var (firm, refused) = known is null
            ? writes.Create(tx, Kind.Company, new JsonObject { ["properties"] = company })
            : writes.Update(tx, known, company);
        if (firm is not null)
            tx.Link(person!.Id, firm.Id);
        return refused;
    }

    private static JsonObject Values(JsonArray fields, string type)
    {
        var values = new JsonObject();
        foreach (var field in fields.OfType<JsonObject>().Where(f => (Wire.Text(f["objectTypeId"]) ?? "0-1") == type))
            values[Wire.Text(field["name"]) ?? ""] = Wire.Text(field["value"]);
        return values;
    }

    private static IResult Refused(string message, string type) =>
        Wire.Json(
            new JsonObject
            {
                ["status"] = "error",
                ["message"] = "The request is not valid",
                ["errors"] = new JsonArray(new JsonObject { ["message"] = message, ["errorType"] = type }),
            },
            400
        );
}
