namespace Entente.Host;

/// <summary>What the program was asked to do.</summary>
internal static class Commands
{
    public static async Task<int> Run(string[] args)
    {
        var options = new HostOptions("http://localhost:5080", "data", null, Role.All);
        await using var readiness = new Readiness(options, Modules.All);
        await using var app = EntenteApp.Build(options, readiness);
        await app.StartAsync();
        await readiness.Prepare(CancellationToken.None);
        await readiness.Open(app.Services, CancellationToken.None);
        Readiness.LetWork(app.Services);
        await app.WaitForShutdownAsync();
        return 0;
    }
}
