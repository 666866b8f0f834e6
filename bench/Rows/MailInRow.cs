using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Entente.Collaboration.Threads;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Decide;
using Entente.Registrations.Rules;
using Entente.Registrations.Submit;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Bench.Rows;

/// <summary>
/// A partner's person answers our mails, four a second, in turn about twelve deals: from the first byte over SMTP until the answer stands in the
/// conversation, and until HubSpot has it as a note at the deal. The sandbox, its limits and the relay's word on the sender are in between.
/// </summary>
internal static partial class MailInRow
{
    private const string Domain = "in.bench.example";
    private const string Relay = "mx.bench.example";
    private const string Ines = "ines@quarry.example";
    private const int Each = 4;
    private const int Deals = 12;
    private static readonly string[] Words =
    [
        "heron",
        "basalt",
        "lantern",
        "orchard",
        "piston",
        "quill",
        "sable",
        "tundra",
        "umber",
        "velvet",
        "willow",
        "zephyr",
    ];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task Measure(int seconds)
    {
        var port = RunningApp.FreePort();
        await using var stand = await Stand.Start(
            "--smtp-port",
            port.ToString(CultureInfo.InvariantCulture),
            "--mail-domain",
            Domain,
            "--trusted-relay",
            Relay
        );
        await stand.GoLive(share: 80);
        var staff = await MirrorRows.Staff(stand);
        var ines = await MirrorRows.PartnerPerson(stand, Ines, "Ines");
        var to = new List<string>();
        for (var deal = 0; deal < Deals; deal++)
            to.Add(await Conversation(stand, staff, ines, deal));
        await Send(port, to[0], 0);
        await stand.Until("select exists (select 1 from crm_write where state = 'Done' and steps::text like '%Answer number 0.%')");

        var sent = new Dictionary<int, DateTime>();
        var clock = Stopwatch.StartNew();
        for (var n = 1; clock.Elapsed < TimeSpan.FromSeconds(seconds); n++)
        {
            sent[n] = TimeProvider.System.GetUtcNow().UtcDateTime;
            await Send(port, to[n % Deals], n);
            if (TimeSpan.FromSeconds((double)n / Each) - clock.Elapsed is var next && next > TimeSpan.Zero)
                await Task.Delay(next);
        }
        var (talked, noted) = await Look(stand, sent);
        Print("in the conversation", talked, sent.Count, TimeSpan.FromSeconds(seconds));
        Print("a note at HubSpot's deal", noted, sent.Count, TimeSpan.FromSeconds(seconds));
    }

    /// <summary>A claim of a partner's person, approved and written to the CRM, and something said about it: where her mail asks to be answered.</summary>
    private static async Task<string> Conversation(Stand stand, Actor staff, Actor ines, int deal)
    {
        var claim = MirrorRows.Lead($"Template {Words[deal]} Works", $"{Words[deal]}-works.example");
        var number = await stand.As(ines, s => s.GetRequiredService<SubmitRegistration>().Run(new(claim, $"bench-{deal}"), default));
        var approved = await stand.As(
            staff,
            s => s.GetRequiredService<ApproveRegistration>().Run(new(number.Value.Number, 1, AcceptRuling: true), default)
        );
        if (!approved.Ok)
            throw new InvalidOperationException(approved.Problem?.Message);
        await stand.Until($"select crm_deal_id is not null from registration where number = '{number.Value.Number}'");
        var said = await stand.As(
            staff,
            async s =>
            {
                var card = await s.GetRequiredService<RegistrationsApi>().ByNumber(number.Value.Number, default);
                return await s.GetRequiredService<PostMessage>()
                    .Run(new(card!.Id.Subject, ReadBy.Shared, "How does it go?", $"bench-{deal}") { With = ines.Partner }, default);
            }
        );
        if (!said.Ok)
            throw new InvalidOperationException(said.Problem?.Message);
        var mails =
            $"from mail_message where to_address = '{Ines}' and headers like '%r+%@{Domain}%' and text like '%How does it go?%' and subject like '%{number.Value.Number}%'";
        await stand.Until($"select exists (select 1 {mails})");
        return Address().Match((string)(await stand.Ask($"select headers {mails} order by queued_at desc limit 1"))!).Value;
    }

    private static async Task Send(int port, string to, int n)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = client.GetStream();
        var mail =
            $"Authentication-Results: {Relay}; dmarc=pass header.from=quarry.example\r\nFrom: {Ines}\r\nTo: {to}\r\nSubject: Re: Template Works\r\n"
            + $"Message-ID: <bench-{n}@quarry.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nAnswer number {n}.\r\n\r\n> How does it go?\r\n";
        await stream.WriteAsync(
            Encoding.UTF8.GetBytes($"EHLO {Relay}\r\nMAIL FROM:<{Ines}>\r\nRCPT TO:<{to}>\r\nDATA\r\n{mail}.\r\nQUIT\r\n")
        );
        using var said = new StreamReader(stream, Encoding.ASCII);
        if (await said.ReadToEndAsync() is var all && !all.Contains("250 2.0.0", StringComparison.Ordinal))
            throw new InvalidOperationException(all);
    }

    // By the app's own stamps: the write to the CRM is staged once the answer is kept, and ends when HubSpot has answered.
    private static async Task<(List<double> Talked, List<double> Noted)> Look(Stand stand, Dictionary<int, DateTime> sent)
    {
        var (talked, noted) = (new Dictionary<int, double>(), new Dictionary<int, double>());
        for (var waited = Stopwatch.StartNew(); noted.Count < sent.Count && waited.Elapsed < Patience; await Task.Delay(200))
        {
            await using var look = stand.Database.CreateCommand(
                "select steps::text, staged_at, ended_at from crm_write where steps::text like '%Answer number %' and state = 'Done'"
            );
            await using var reader = await look.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var n = int.Parse(Number().Match(reader.GetString(0)).Groups["n"].Value, CultureInfo.InvariantCulture);
                if (!sent.TryGetValue(n, out var at) || reader.IsDBNull(2))
                    continue;
                talked[n] = (reader.GetDateTime(1) - at).TotalMilliseconds;
                noted[n] = (reader.GetDateTime(2) - at).TotalMilliseconds;
            }
        }
        return ([.. talked.Values.Order()], [.. noted.Values.Order()]);
    }

    private static void Print(string what, List<double> times, int sent, TimeSpan span)
    {
        var outcome = new Load.Outcome([.. times], span.TotalSeconds, 0);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {what, -26} p50 {outcome.At(.5), 6:N0} ms   p95 {outcome.At(.95), 6:N0} ms   slowest {outcome.At(1), 6:N0} ms   ({times.Count:N0} of {sent:N0} answers)   load {Cores.Load()}"
            )
        );
    }

    [GeneratedRegex(@"r\+[^@\s""<>]+@in\.bench\.example", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"Answer number (?<n>\d+)\.", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
