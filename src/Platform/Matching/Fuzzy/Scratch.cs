namespace Entente.Platform.Matching.Fuzzy;

/// <summary>Room for one search at a time: a number a line, zero between searches. 4 bytes a line.</summary>
internal sealed class Scratch
{
    private float[] gains = [];
    private readonly List<int> touched = [];

    public HashSet<int> Seen { get; } = [];

    public List<int> Touched => touched;

    public float this[int line] => gains[line];

    public void Fit(int lines)
    {
        if (gains.Length < lines)
            gains = new float[lines + (lines / 8)];
    }

    public void Gain(int line, float by)
    {
        if (gains[line] == 0)
            touched.Add(line);
        gains[line] += by;
    }

    public void Clear()
    {
        foreach (var line in touched)
            gains[line] = 0;
        touched.Clear();
    }
}
