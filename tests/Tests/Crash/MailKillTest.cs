using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crash;

/// <summary>Mails leave while the program is killed again and again: nobody gets one twice, and none is lost unseen.</summary>
[Trait("part", "crash")]
public sealed class MailKillTest(ITestOutputHelper output)
{
    private const int Mails = 400;
    private const int Kills = 4;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_gets_a_mail_twice_and_none_is_lost_whenever_the_app_is_killed_while_it_sends()
    {
        var seed = Environment.ProcessId;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        RealApp? living = null;
        var (seen, killAt) = (0, random.Next(20, 60));
        await using var relay = new RelayStandIn
        {
            Says = command =>
            {
                if (command != ".")
                    return null;
                // The relay has the whole mail, and looks into it: here the app dies, or a moment later.
                if (Interlocked.Increment(ref seen) == Volatile.Read(ref killAt))
                    living?.Kill();
                return null;
            },
            Thinks = command => TimeSpan.FromMilliseconds(command == "." ? Random.Shared.Next(1, 15) : 0),
        };
        using var app = new RealApp
        {
            Words = ["--empty", "--mail-relay", $"smtp://127.0.0.1:{relay.Port}", "--mail-from", "partners@corvane.example"],
        };
        await app.Start(Ct);
        living = app;
        await Write(app);
        for (var i = 1; i <= Kills; i++)
        {
            while (app.Kills < i && relay.Read.Count < Mails)
                await Task.Delay(10, Ct);
            app.Kill();
            // The next dies after so many more; or, every other time, wherever it is then.
            Volatile.Write(ref killAt, Volatile.Read(ref seen) + random.Next(10, 50));
            await app.Start(Ct);
            if (i % 2 == 0)
            {
                await Task.Delay(random.Next(5, 150), Ct);
                app.Kill();
                await app.Start(Ct);
            }
        }
        Volatile.Write(ref killAt, 0);
        var states = await Settled(app);

        var taken = relay.Read.CountBy(m => m.To, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        output.WriteLine(
            $"{app.Kills} kills, {Mails} mails: {states.Values.Count(s => s is MailState.Sent)} sent, {states.Values.Count(s => s is MailState.Unanswered)} without an answer, {relay.Connections} connections"
        );
        taken.Values.ShouldAllBe(times => times == 1);
        states.Count.ShouldBe(Mails);
        states.Values.ShouldAllBe(s => s == MailState.Sent || s == MailState.Unanswered);
        foreach (var (to, _) in states.Where(s => s.Value is MailState.Sent))
            taken.ShouldContainKey(to, "what is called sent was taken");
        states
            .Values.Count(s => s is MailState.Unanswered)
            .ShouldBeInRange(1, app.Kills * 8, "what was under way at a kill, and nothing else");
    }

    private static async Task Write(RealApp app)
    {
        await using var vendor = await RealVendor.Open(app, Ct);
        var workspace = (
            await vendor.Services.GetRequiredService<Workspaces>().Create(RealVendor.Slug, "Corvane", "Europe/London", "EUR", 178, Ct)
        ).Value;
        await using var scope = vendor.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace.Id));
        await scope
            .ServiceProvider.GetRequiredService<MailQueue>()
            .StageAll(
                [
                    .. Enumerable
                        .Range(0, Mails)
                        .Select(i => new MailDraft(
                            $"news:{i}",
                            new("announcement", workspace.Id.Value),
                            null,
                            $"reader{i}@readers.example",
                            $"Reader {i}",
                            "What is new",
                            "What is new",
                            ["A paragraph."],
                            [],
                            null,
                            "You get this because you are a reader."
                        )),
                ],
                Ct
            );
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
    }

    private static async Task<Dictionary<string, MailState>> Settled(RealApp app)
    {
        await using var vendor = await RealVendor.Open(app, Ct);
        for (var tries = 0; ; tries++)
        {
            await using var scope = vendor.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(vendor.Workspace.Id));
            var states = await scope
                .ServiceProvider.GetRequiredService<EntenteDb>()
                .Set<MailMessage>()
                .ToDictionaryAsync(m => m.ToAddress, m => m.State, StringComparer.Ordinal, Ct);
            if (tries > 600 || states.Values.All(s => s is not (MailState.Queued or MailState.Leaving)))
                return states;
            await Task.Delay(100, Ct);
        }
    }
}
