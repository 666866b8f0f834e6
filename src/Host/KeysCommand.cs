using Entente.Platform.Secrets;
using Entente.Platform.Values;

namespace Entente.Host;

/// <summary><c>./entente keys</c>: the keys that close secrets, see docs/keys.md.</summary>
internal static class KeysCommand
{
    private const string Help = """
        ./entente keys list           the keys, and how much each one still opens
        ./entente keys rotate         a new key; every secret is closed with it, also while Entente runs
        ./entente keys forget ID      throws an old key away; refused while a secret needs it
        each with [--data DIR] [--database CONNECTION]
        """;

    public static Task<int> Run(string[] words) =>
        words switch
        {
            ["list", .. var rest] => Here.On(rest, Help, List),
            ["rotate", .. var rest] => Here.On(rest, Help, Rotate),
            ["forget", var id, .. var rest] when Guid.TryParse(id, out var key) => Here.On(rest, Help, here => Forget(here, key)),
            _ => Commands.Refuse(Help),
        };

    private static RotateKeys Keys(Here here) => here.Services.GetRequiredService<RotateKeys>();

    internal static async Task<int> List(Here here)
    {
        foreach (var key in await Keys(here).List(here.Sealed(), here.All, CancellationToken.None))
            Console.WriteLine(
                $"{key.Id}  made {key.MadeAt:yyyy-MM-dd HH:mm}  opens {key.Needed} value(s){(key.Newest ? "  in use" : key.Needed == 0 ? "  can be forgotten" : "")}"
            );
        return 0;
    }

    internal static async Task<int> Rotate(Here here)
    {
        var done = await Keys(here).Run(here.Sealed(), here.All, TimeProvider.System.GetUtcNow(), CancellationToken.None);
        await Note(here, "keys.rotated", done.Key);
        Console.WriteLine($"{done.Closed} secret(s) are closed with the new key {done.Key}.");
        if (done.Unreadable > 0)
            Console.WriteLine(
                $"{done.Unreadable} could not be opened with any key here and stay as they are: their pages say what has to be entered again."
            );
        return 0;
    }

    internal static async Task<int> Forget(Here here, Guid key)
    {
        if (await Keys(here).Forget(key, here.Sealed(), here.All, CancellationToken.None) is { } why)
            return await Commands.Refuse(why);
        await Note(here, "keys.forgotten", key);
        Console.WriteLine(
            $"Key {key} is gone. What only it opened is dead: unsubscribe addresses in older mails, hidden fields in older CRM forms."
        );
        return 0;
    }

    /// <summary>Every workspace's audit tells of it: its secrets are concerned.</summary>
    private static async Task Note(Here here, string action, Guid key)
    {
        foreach (var workspace in await here.Workspaces.All(CancellationToken.None))
            await here.Note(workspace, action, new SubjectRef("key", key));
    }
}
