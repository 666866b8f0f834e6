namespace Entente.Platform.Secrets;

/// <summary>Files that only Entente's user may read: never readable by anybody else, not even while they are written.</summary>
public static class OwnFile
{
    /// <summary>Replaces the file.</summary>
    public static void Write(string file, string text)
    {
        var draft = $"{file}.{Environment.ProcessId}";
        File.Delete(draft);
        Make(draft, text);
        File.Move(draft, file, overwrite: true);
    }

    /// <summary>What the file holds; drawn first where it is not there. Of several nodes that come at once the first one's is everybody's.</summary>
    public static string ReadOrMake(string file, Func<string> make)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var drawn = $"{file}.{Tokens.New()}";
            Make(drawn, make());
            try
            {
                File.Move(drawn, file);
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(drawn);
            }
        }
        return File.ReadAllText(file);
    }

    private static void Make(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, options);
        writer.Write(text);
    }
}
