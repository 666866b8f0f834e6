using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Mail.Relay;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Platform.Relay;

/// <summary>A house whose mails leave, by a relay that does as it is told.</summary>
public sealed class RelayHouse(TestCluster cluster) : House(cluster)
{
    internal RelayStandIn Sink { get; } = new();

    private protected override void Add(IServiceCollection collection) =>
        collection.AddSingleton(new MailRelay(Sink.Settings(), null, MailDomain, Clock));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Sink.DisposeAsync();
    }

    /// <summary>A mail of an act that was saved; not given to anybody yet.</summary>
    internal async Task<Guid> Write(
        string to,
        string subject = "We have your registration",
        bool asked = false,
        string kind = "registration"
    )
    {
        await using var scope = As(Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var about = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await scope
            .ServiceProvider.GetRequiredService<MailQueue>()
            .Stage(
                new(
                    Once: Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString(),
                    About: new(kind, about),
                    ToPerson: null,
                    ToAddress: to,
                    ToName: "Zoë Ngô",
                    Subject: subject,
                    Verdict: "We have it — “DR‑1048”",
                    Paragraphs:
                    [
                        "From now on it is yours.",
                        ".A line that begins with a dot, and is long enough that it cannot stay in one line of a mail.",
                    ],
                    Facts: [("Company", "Łódź & Söhne")],
                    Button: ("Look at it", "https://partners.corvane.example/s/corvane.Abc_123-xyz"),
                    Why: "You get this because you sent it."
                )
                {
                    Asked = asked,
                },
                Ct
            );
        await db.SaveChangesAsync(Ct);
        return await db.Set<MailMessage>().Where(m => m.AboutId == about).Select(m => m.Id).SingleAsync(Ct);
    }

    internal async Task<MailView> See(Guid mail)
    {
        await using var scope = As(Corvane);
        return (await scope.ServiceProvider.GetRequiredService<MailBox>().Show(mail, Ct))!;
    }

    internal async Task<Result> Again(Guid mail)
    {
        await using var scope = As(Corvane);
        var done = await scope.ServiceProvider.GetRequiredService<MailAgain>().Stage(mail, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return done;
    }

    /// <summary>How often the relay was given this mail to the end.</summary>
    internal int Times(string to) => Sink.Read.Count(m => m.To == to);

    internal static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;
}
