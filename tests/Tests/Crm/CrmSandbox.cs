using System.Net.Http.Json;
using Entente.Crm.Port;
using Entente.Sandbox;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

/// <summary>The real sandbox program on free ports, with a store of its own. A class fixture.</summary>
public sealed class CrmSandbox : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("entente-sandbox-").FullName;
    private WebApplication? app;

    public SandboxOptions Options { get; private set; } = new();

    /// <summary>The time it lives in; tests of the sync share theirs with it.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    public Uri HubSpot { get; private set; } = null!;

    public Uri Salesforce { get; private set; } = null!;

    public HttpClient Http { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Options = new SandboxOptions
        {
            HubSpotUrl = "http://127.0.0.1:0",
            SalesforceUrl = "http://127.0.0.1:0",
            DataFolder = folder,
            Clock = Clock,
            Say = _ => { },
        };
        app = SandboxApp.Build(Options);
        await app.StartAsync();
        var (hubSpot, salesforce) = SandboxApp.Addresses(app);
        (HubSpot, Salesforce) = (new Uri(hubSpot), new Uri(salesforce));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The next <paramref name="calls"/> API calls of a protocol meet a fault; <c>hubSpot</c> or <c>salesforce</c>.</summary>
    public async Task Break(string protocol, string fault, int calls)
    {
        var set = await Http.PostAsJsonAsync(
            new Uri(HubSpot, "/sandbox/admin/faults"),
            new
            {
                protocol,
                fault,
                calls,
            }
        );
        set.EnsureSuccessStatusCode();
    }

    /// <summary>Writes to one object meet a fault until faults are cleared.</summary>
    /// <param name="what">As the protocol calls it.</param>
    public async Task BreakWritesTo(string protocol, string fault, string what)
    {
        var rules = new Uri(HubSpot, "/sandbox/admin/faults/rules");
        foreach (var method in (string[])["POST", "PATCH"])
            (
                await Http.PostAsJsonAsync(
                    rules,
                    new
                    {
                        protocol,
                        fault,
                        method,
                        @object = what,
                    }
                )
            ).EnsureSuccessStatusCode();
    }

    /// <summary>A part of the running sandbox, for tests in which a person works inside the CRM.</summary>
    internal T Part<T>()
        where T : notnull => app!.Services.GetRequiredService<T>();

    /// <summary>Takes a record out of the recycle bin: in both CRMs that is done by a person on a page, not by their APIs.</summary>
    internal void Undelete(CrmObject what, string id)
    {
        var store = app!.Services.GetRequiredService<CrmStore>();
        var kind = what switch
        {
            CrmObject.Account => Kind.Company,
            CrmObject.Contact => Kind.Contact,
            _ => Kind.Deal,
        };
        var record = store.All(kind).First(r => IdText(r.Id) == id || Prefixes.IdOf(r.Id) == id);
        store.Write(Origin.Admin, tx => tx.Restore(record.Id)).Refusal.ShouldBeNull();
    }

    private static string IdText(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What was asked since the log was last emptied: method, path and query.</summary>
    internal async Task<IReadOnlyList<string>> Requests()
    {
        using var log = System.Text.Json.JsonDocument.Parse(await Http.GetStringAsync(new Uri(HubSpot, "/sandbox/admin/requests")));
        return
        [
            .. log.RootElement.EnumerateArray().Select(r => $"{r.GetProperty("method").GetString()} {r.GetProperty("target").GetString()}"),
        ];
    }

    internal Task ForgetRequests() => Http.DeleteAsync(new Uri(HubSpot, "/sandbox/admin/requests"));

    /// <summary>How many records of a kind live: <c>companies</c>, <c>contacts</c>, <c>deals</c>, <c>notes</c>.</summary>
    public async Task<long> Count(string kind)
    {
        using var counts = System.Text.Json.JsonDocument.Parse(await Http.GetStringAsync(new Uri(HubSpot, "/sandbox/admin/counts")));
        return counts.RootElement.GetProperty(kind).GetInt64();
    }
}
