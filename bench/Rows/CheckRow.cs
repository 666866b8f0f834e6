using System.Globalization;
using Entente.Access;
using Entente.Bench.Names;
using Entente.Partners;
using Entente.Partners.Create;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Rules;
using Entente.Registrations.Submit;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Bench.Rows;

/// <summary>
/// The live check as staff ask it over HTTP, with the whole rule set, over as many accounts, open opportunities and registrations as <c>--size</c>
/// says: names with two corruptions and no site. Beside a bare endpoint.
/// </summary>
internal static class CheckRow
{
    private const int Seed = 20_261_123;
    private const int Cases = 4_000;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    public static async Task Measure(int size)
    {
        await using var stand = await Stand.Start();
        var id = await stand.GoLive(share: 80);
        var names = Register.Draw(size, Seed).ToArray();
        var staff = await MirrorRows.Staff(stand);
        var partner = await Fill(stand, id.Value, staff, names);
        foreach (var table in (string[])["crm_account", "opportunity", "registration", "registration_key"])
            Print($"  {await stand.Count($"select count(*) from {table}"):N0} in {table}");

        var entry = await stand.As(
            Actor.System(stand.Workspace.Id),
            async s =>
            {
                var door = await s.GetRequiredService<AccessApi>()
                    .IssueDoor(staff.Person!.Value, TimeProvider.System.GetUtcNow().AddHours(6));
                await s.GetRequiredService<EntenteDb>().SaveChangesAsync();
                return new Uri(stand.App.Url, new Uri(door).AbsolutePath);
            }
        );
        using var browser = new Browser();
        var cookie = browser.Cookie(await browser.Enter(entry));
        var path = $"/w/{Stand.Slug}/registrations/new/check/{partner.Value}";
        var typed = Typed(names);
        await Warm(stand, path, cookie, typed[0]);

        var port = RunningApp.FreePort();
        using var bare = BareEndpoint.Start(port);
        await BareEndpoint.Ready(port);
        foreach (var connections in (int[])[1, 4, 16])
        {
            Print(
                $"  bare endpoint {connections, 2} {await Load.Run(new($"http://localhost:{port}"), _ => new(HttpMethod.Get, "/"), connections, Span / 4)}"
            );
            var outcome = await Load.Run(stand.App.Url, n => Ask(path, typed[n % typed.Count]), connections, Span, cookie);
            Print($"  live check    {connections, 2} {outcome}   load {Cores.Load()}");
        }
        bare.Kill();
        Print($"  memory of the app {await Rss(stand.App.Pid):N0} MB");
    }

    private static async Task<PartnerId> Fill(Stand stand, Guid connection, Actor staff, string[] names)
    {
        await MirrorRows.Accounts(stand, connection, names);
        await stand.Ask(
            $"""
            insert into opportunity (workspace_id, id, connection_id, crm_id, name, account_id, account_crm_id, url, state, stage_id, stage_label, stage_rank,
                                     stage_number, stage_count, probability, stage_since, amount_minor, currency, close_date, created_at, modified_at, deleted, version)
            select a.workspace_id, gen_random_uuid(), a.connection_id, 'd' || a.crm_id, a.name || ' plants', a.id, a.crm_id, 'http://localhost', 'Open', 's1',
                   'Qualified', 1, 1, 5, 0.2, now(), 1000000, 'EUR', current_date + 60, now() - interval '20 days', now() - interval '10 days', false, 1
              from crm_account a
            """
        );
        var made = await MirrorRows.Partner(stand);
        var lead = MirrorRows.Lead("Template Works", "template-works.example");
        var first = await stand.As(staff, s => s.GetRequiredService<SubmitRegistration>().Run(new(lead, "bench", made), default));
        // The first one is real; the others are its copies on the accounts' companies, as far as the rules look at them.
        await stand.Ask(
            $"""
            insert into registration
            select (jsonb_populate_record(r, jsonb_build_object(
                     'id', gen_random_uuid(), 'number', 'B' || a.crm_id, 'submission_id', 'bench' || a.crm_id, 'company', a.name, 'domain', a.domain,
                     'contact_email', 'r@' || a.domain))).*
              from registration r, crm_account a where r.number = '{first.Value.Number}'
            """
        );
        await stand.Ask(
            """
            insert into registration_key (workspace_id, registration_id, kind, value, adopted)
            select r.workspace_id, r.id, k.kind, case k.kind when 'domain' then a.domain else a.name_key end, false
              from registration r join crm_account a on a.crm_id = substr(r.number, 2), (values ('domain'), ('name')) as k (kind)
             where r.number like 'B%'
            on conflict do nothing
            """
        );
        foreach (var table in (string[])["opportunity", "registration", "registration_key"])
            await stand.Ask($"vacuum analyze {table}");
        return made;
    }

    // The first question builds the index of names; until it is there, who is only alike is not told.
    private static async Task Warm(Stand stand, string path, string cookie, string typed)
    {
        using var http = new HttpClient { BaseAddress = stand.App.Url };
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        while (true)
        {
            using var request = Ask(path, typed);
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            if (!(await answer.Content.ReadAsStringAsync()).Contains("still being read", StringComparison.Ordinal))
                return;
            await Task.Delay(200);
        }
    }

    private static HttpRequestMessage Ask(string path, string company) =>
        new(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent([new("Input.Kind", "Lead"), new("Input.Company", company), new("Input.Country", "DE")]),
        };

    private static List<string> Typed(string[] names)
    {
        var (random, typed) = (new Random(Seed), new List<string>(Cases));
        while (typed.Count < Cases)
        {
            var name = (string?)names[random.Next(names.Length)];
            for (var time = 0; time < 2 && name is not null; time++)
                name = Corruptions.Of(Corruptions.Kinds[random.Next(Corruptions.Kinds.Count)], name, random);
            if (name is not null)
                typed.Add(name);
        }
        return typed;
    }

    private static async Task<long> Rss(int pid) =>
        long.Parse(
            (await File.ReadAllLinesAsync($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/status"))
                .First(l => l.StartsWith("VmRSS", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        ) / 1024;

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
