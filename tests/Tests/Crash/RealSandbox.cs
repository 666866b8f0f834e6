using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Entente.Sandbox;
using Entente.Tests.Support;

namespace Entente.Tests.Crash;

/// <summary>The CRM sandbox as a program of its own, which outlives every kill of the app.</summary>
internal sealed class RealSandbox : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("entente-crm-").FullName;
    private readonly HttpClient http = new();
    private Process? process;

    /// <summary>The toy credentials every sandbox has by default.</summary>
    public static SandboxOptions Options { get; } = new();

    public Uri HubSpot { get; private set; } = null!;

    public Uri Salesforce { get; private set; } = null!;

    public async Task Start(CancellationToken ct)
    {
        var port = Ports.Free(2);
        (HubSpot, Salesforce) = (Local(port), Local(port + 1));
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Entente.Sandbox"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (
            var word in (string[])
                [
                    "--stop-with-stdin",
                    "--data",
                    folder,
                    "--hubspot-url",
                    HubSpot.OriginalString,
                    "--salesforce-url",
                    Salesforce.OriginalString,
                ]
        )
            start.ArgumentList.Add(word);
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Options.HubSpotToken);
        for (var patience = Stopwatch.StartNew(); ; )
        {
            try
            {
                await http.GetStringAsync(new Uri(HubSpot, "/sandbox/admin/counts"), ct);
                return;
            }
            catch (HttpRequestException) when (patience.Elapsed < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(30, ct);
            }
        }
    }

    /// <summary>The next calls of a protocol meet a fault; <c>lostAnswer</c>, <c>timeout</c> …</summary>
    public async Task Break(string protocol, string fault, int calls, CancellationToken ct) =>
        (
            await http.PostAsJsonAsync(
                new Uri(HubSpot, "/sandbox/admin/faults"),
                new
                {
                    protocol,
                    fault,
                    calls,
                },
                ct
            )
        ).EnsureSuccessStatusCode();

    public async Task Mend(CancellationToken ct) =>
        (await http.DeleteAsync(new Uri(HubSpot, "/sandbox/admin/faults"), ct)).EnsureSuccessStatusCode();

    /// <summary>Whom to tell of changes.</summary>
    public async Task Push(string protocol, Uri target, CancellationToken ct)
    {
        var told =
            protocol == "hubspot"
                ? await http.PutAsJsonAsync(new Uri(HubSpot, "/sandbox/admin/webhooks"), new { targetUrl = target }, ct)
                : await http.PutAsJsonAsync(
                    new Uri(Salesforce, "/sandbox/admin/salesforce/outbound"),
                    new { targetUrl = target, objects = (string[])["Account", "Contact", "Opportunity"] },
                    ct
                );
        told.EnsureSuccessStatusCode();
    }

    /// <summary>Every living record of a kind (<c>companies</c>, <c>contacts</c>, <c>deals</c>, <c>notes</c>, <c>emails</c>), as HubSpot's side shows it.</summary>
    public async Task<IReadOnlyList<Held>> All(string kind, CancellationToken ct)
    {
        var beside = kind switch
        {
            "deals" => "&associations=companies,contacts",
            "notes" or "emails" => "&associations=deals",
            "contacts" => "&associations=companies",
            _ => "",
        };
        var found = new List<Held>();
        for (string? after = null; ; )
        {
            var page = await http.GetFromJsonAsync<JsonElement>(
                new Uri(
                    HubSpot,
                    $"/crm/v3/objects/{kind}?limit=100&properties=entente_id{beside}{(after is null ? "" : "&after=" + after)}"
                ),
                ct
            );
            foreach (var row in page.GetProperty("results").EnumerateArray())
                found.Add(
                    new(
                        row.GetProperty("id").GetString()!,
                        row.GetProperty("properties").GetProperty("entente_id").GetString(),
                        Linked(row)
                    )
                );
            if (!page.TryGetProperty("paging", out var paging))
                return found;
            after = paging.GetProperty("next").GetProperty("after").GetString();
        }
    }

    /// <summary>Makes records of a kind, a hundred at a time; their ids.</summary>
    public async Task<IReadOnlyList<string>> Make(
        string kind,
        IReadOnlyList<IReadOnlyDictionary<string, string>> records,
        CancellationToken ct
    )
    {
        var made = new List<string>();
        foreach (var chunk in records.Chunk(100))
        {
            var answer = await Post(
                $"/crm/v3/objects/{kind}/batch/create",
                new { inputs = chunk.Select(properties => new { properties }) },
                ct
            );
            made.AddRange(answer.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("id").GetString()!));
        }
        return made;
    }

    public Task Change(string kind, IReadOnlyList<(string Id, string Field, string Value)> changes, CancellationToken ct) =>
        Post(
            $"/crm/v3/objects/{kind}/batch/update",
            new { inputs = changes.Select(c => new { id = c.Id, properties = new Dictionary<string, string> { [c.Field] = c.Value } }) },
            ct
        );

    public async Task Delete(string kind, string id, CancellationToken ct) =>
        (await http.DeleteAsync(new Uri(HubSpot, $"/crm/v3/objects/{kind}/{id}"), ct)).EnsureSuccessStatusCode();

    /// <summary>A field of every living record of a kind, by the id of either protocol.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> Values(string kind, string field, CancellationToken ct)
    {
        var found = new Dictionary<string, string?>();
        for (string? after = null; ; )
        {
            var page = await http.GetFromJsonAsync<JsonElement>(
                new Uri(HubSpot, $"/crm/v3/objects/{kind}?limit=100&properties={field}{(after is null ? "" : "&after=" + after)}"),
                ct
            );
            foreach (var row in page.GetProperty("results").EnumerateArray())
                found[row.GetProperty("id").GetString()!] = row.GetProperty("properties").GetProperty(field).GetString();
            if (!page.TryGetProperty("paging", out var paging))
                return found;
            after = paging.GetProperty("next").GetProperty("after").GetString();
        }
    }

    private async Task<JsonElement> Post(string path, object body, CancellationToken ct)
    {
        var answer = await http.PostAsJsonAsync(new Uri(HubSpot, path), body, ct);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(ct));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
    }

    public void Dispose()
    {
        http.Dispose();
        if (process is not null)
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }
        Directory.Delete(folder, recursive: true);
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Linked(JsonElement row) =>
        row.TryGetProperty("associations", out var all)
            ? all.EnumerateObject()
                .ToDictionary(
                    a => a.Name,
                    a =>
                        (IReadOnlyList<string>)
                            [.. a.Value.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("id").GetString()!).Distinct()]
                )
            : new Dictionary<string, IReadOnlyList<string>>();

    private static Uri Local(int port) => new($"http://localhost:{port.ToString(CultureInfo.InvariantCulture)}");
}

/// <summary>A record of the CRM: its id, ours, and the ids of what it is associated with, by kind.</summary>
internal sealed record Held(string Id, string? EntenteId, IReadOnlyDictionary<string, IReadOnlyList<string>> Linked);
