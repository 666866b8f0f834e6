namespace Entente.Tests.Sandbox.Support;

/// <summary>Where test material that others wrote lies when ENTENTE_SUITES does not say.</summary>
internal static class Suites
{
    /// <summary>`../shared/suites`, seen from the repository this program was built in.</summary>
    public static string Default()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Entente.slnx")))
            folder = folder.Parent;
        return Path.GetFullPath(Path.Combine(folder?.FullName ?? ".", "..", "shared", "suites"));
    }
}
