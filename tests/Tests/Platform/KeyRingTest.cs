using System.Collections.Concurrent;
using Entente.Platform;
using Entente.Platform.Secrets;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entente.Tests.Platform;

/// <summary>The keys behind cookies, forms and secrets at rest.</summary>
public sealed class KeyRingTest : IDisposable
{
    private readonly string folder = Path.Combine(Directory.CreateTempSubdirectory("entente-ring-").FullName, "keys");
    private readonly Lines said = new();

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);

    [Fact]
    public void Nobody_else_may_enter_its_folder_also_when_an_older_version_left_it_open()
    {
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        using var services = House();

        File.GetUnixFileMode(folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void A_secret_closed_on_one_node_opens_on_another_that_shares_the_folder_and_no_start_warns()
    {
        using var one = House();
        var closed = one.GetRequiredService<SecretBox>().Close("crm-connection", "token");
        using var other = House();

        other.GetRequiredService<SecretBox>().Open("crm-connection", closed).ShouldBe("token");
        closed.ShouldNotContain("token");
        said.Warnings.ShouldBeEmpty();
        Directory.GetFiles(folder, "key-*.xml").Length.ShouldBe(1);
    }

    private ServiceProvider House()
    {
        var collection = new ServiceCollection();
        collection.AddLogging(l => l.SetMinimumLevel(LogLevel.Warning).AddProvider(said));
        collection.AddEntente(TestCluster.Modules, () => "Host=nowhere", folder);
        return collection.BuildServiceProvider();
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Warnings { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Warnings.Enqueue(formatter(state, exception));

        public void Dispose() { }
    }
}
