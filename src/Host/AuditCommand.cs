using Entente.AuditVerifier;
using Entente.Platform.Audit;

namespace Entente.Host;

/// <summary><c>./entente audit</c>: takes a workspace's audit out, and checks one that was taken out, which needs no installation.</summary>
internal static class AuditCommand
{
    public const string Help = """
        ./entente audit export --workspace SLUG FILE [--data DIR] [--database CONNECTION]
                                           the whole audit of a workspace, signed; also while Entente runs
        ./entente audit verify FILE [--key FINGERPRINT]
                                           checks such a file, or a proof: 0 it holds, 1 it does not and where, 2 not understood
        ./entente audit prove FILE ENTRY [PROOF]
                                           the proof of one entry
        """;

    public static Task<int> Run(string[] words) =>
        words switch
        {
            ["verify" or "prove", ..] => Task.FromResult(VerifierCommand.Run(words, Console.Out, Console.Error)),
            ["export", "--workspace", var slug, var file, .. var rest] => Here.On(rest, Help, here => Export(here, slug, file)),
            _ => Commands.Refuse(Help),
        };

    private static async Task<int> Export(Here here, string slug, string file)
    {
        await using var scope = Installation.As(here.Services, await here.Find(slug));
        // Into a neighbour, then renamed: what bears the name is whole.
        var draft = file + ".part";
        await using (var output = new FileStream(draft, FileMode.Create, FileAccess.Write))
            await foreach (var piece in scope.ServiceProvider.GetRequiredService<AuditExport>().Run(new(), CancellationToken.None))
                await output.WriteAsync(piece);
        File.Move(draft, file, overwrite: true);
        Console.WriteLine($"{file}, signed by the key {here.Services.GetRequiredService<AuditKey>().Fingerprint}");
        return 0;
    }
}
