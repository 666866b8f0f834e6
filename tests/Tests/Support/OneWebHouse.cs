using System.Net;
using Entente.Host;
using Microsoft.AspNetCore.Builder;

namespace Entente.Tests.Support;

/// <summary>One more server on somebody's database, for tests that spoil it for others or need one of their own.</summary>
internal sealed class OneWebHouse(
    string connection,
    TestClock clock,
    int publicPostsPerMinute = 100_000,
    IReadOnlyList<IPNetwork>? trustedProxies = null,
    bool outboxIsMailbox = false,
    string? dataFolder = null,
    string? filesUrl = null,
    bool works = false
) : IAsyncDisposable
{
    private readonly string folder = dataFolder ?? Directory.CreateTempSubdirectory("entente-web-").FullName;
    private Readiness? readiness;
    private WebApplication? app;

    public WebApplication App => app ?? throw new InvalidOperationException("Not started.");

    /// <summary>Starts it and says where it answers.</summary>
    public async Task<string> Start()
    {
        // Role web: the background services stay away, tests drain the work themselves. Unless it is them that a test is about.
        var options = new HostOptions("http://127.0.0.1:0", folder, null, works ? Role.All : Role.Web)
        {
            ReadyDatabase = connection,
            Clock = clock,
            PublicPostsPerMinute = publicPostsPerMinute,
            FilesUrl = filesUrl,
            TrustedProxies = trustedProxies ?? [],
            OutboxIsMailbox = () => outboxIsMailbox,
            MailDomain = House.MailDomain,
            TrustedRelays = [House.Relay],
        };
        readiness = new Readiness(options, null, TestCluster.Modules);
        app = EntenteApp.Build(options, readiness, TestCluster.Modules);
        await app.StartAsync();
        await readiness.Prepare(default);
        await readiness.Open(app.Services, default);
        if (works)
            Readiness.LetWork(app.Services);
        return app.Urls.First();
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        if (readiness is not null)
            await readiness.DisposeAsync();
        if (dataFolder is null)
            Directory.Delete(folder, recursive: true);
    }
}
