using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Entente.Browser.Support;

/// <summary>A rep who adds records in the sandbox through its HubSpot side; the Salesforce side shows the same.</summary>
internal static class RepInCrm
{
    /// <summary>A company, and an open deal with it; their paths on the sandbox's pages.</summary>
    public static async Task<(string Company, string Deal)> AddDeal(this RunningEntente entente, string company, string domain)
    {
        using var http = new HttpClient { BaseAddress = new Uri(entente.SandboxUrl) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", entente.HubSpotToken);
        var made = await Create(http, "companies", new { properties = new { name = company, domain } });
        var deal = await Create(
            http,
            "deals",
            new
            {
                properties = new
                {
                    dealname = company,
                    pipeline = "default",
                    dealstage = "qualifiedtobuy",
                    amount = "48000",
                    hs_next_step = "Send the offer",
                },
                associations = new[]
                {
                    new
                    {
                        to = new { id = made },
                        types = new[] { new { associationCategory = "HUBSPOT_DEFINED", associationTypeId = 5 } },
                    },
                },
            }
        );
        return ("/companies/" + made, "/deals/" + deal);
    }

    private static async Task<string> Create(HttpClient http, string kind, object record)
    {
        using var answer = await http.PostAsJsonAsync($"/crm/v3/objects/{kind}", record);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }
}
