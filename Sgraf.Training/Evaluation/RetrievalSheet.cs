using System.Globalization;
using ScottPlot;
using Sgraf.Model.Bundles;
using Sgraf.Model.Images;
using Sgraf.Training.Data;
using SkiaSharp;

namespace Sgraf.Training.Evaluation;

/// <summary>A picture of what was found: captions drawn at random, each with the images that score best; its own has a green frame.</summary>
internal sealed class RetrievalSheet
{
    private const int Rows = 12;
    private const int Hits = 5;
    private const int TextWidth = 260;
    private const int CellWidth = 210;
    private const int CellHeight = 170;
    private const int Frame = 6;
    private const int LineLength = 32;
    private const int Seed = 1;

    private static readonly PictureDecoder Decoder = new(new DecodingOptions());

    private readonly string _path;
    private readonly IReadOnlyList<string> _texts, _files;

    private RetrievalSheet(string path, IReadOnlyList<string> texts, IReadOnlyList<string> files) => (_path, _texts, _files) = (path, texts, files);

    /// <summary>Makes sure, before anything is scored, that the files of the images are known.</summary>
    /// <param name="path">The PNG; an older one is replaced.</param>
    /// <param name="data">The data folder, whose <c>{split}_ids.txt</c> or <c>{split}.jsonl</c> names the images.</param>
    /// <param name="split">For example <c>dev</c>.</param>
    /// <param name="images">The folder that these names begin in.</param>
    /// <param name="imageCount">Images of the split.</param>
    /// <exception cref="DataFolderException">The images have no names, or a file is missing.</exception>
    public static RetrievalSheet Of(string path, string data, string split, string images, int imageCount)
    {
        string[] lists = [Path.Combine(data, $"{split}_ids.txt"), Path.Combine(data, $"{split}.jsonl")];
        var list = lists.FirstOrDefault(File.Exists)
            ?? throw new DataFolderException($"{data} has neither {split}_ids.txt nor {split}.jsonl, which would name the files of its images; leave --sheet away.");
        string[] files = [.. PictureList.Read(list).Select(picture => Path.Combine(images, picture.Name))];
        if (files.Length < imageCount)
            throw new DataFolderException($"{list} names {files.Length} images and {split}_ims.npy has {imageCount}; name each of them there, or leave --sheet away.");
        return files.FirstOrDefault(file => !File.Exists(file)) is { } missing
            ? throw new DataFolderException($"{missing} does not exist; name the folder in which the names of {list} begin with --images.")
            : new RetrievalSheet(path, SplitCaptions.Read(data, split).Texts, files);
    }

    /// <summary>Draws it.</summary>
    /// <param name="scores">(B, C)</param>
    /// <param name="ranks">Of each query, from 0.</param>
    /// <param name="fold">The first images of the split with their captions.</param>
    public void Draw(float[] scores, RetrievalRanks ranks, EvaluationFold fold)
    {
        var count = fold.Captions.Count;
        int[] captions = [.. Enumerable.Range(0, count)];
        new Random(Seed).Shuffle(captions);
        captions = captions[..Math.Min(Rows, count)];
        using var plot = new Plot();
        plot.HideGrid();
        plot.Layout.Frameless();
        foreach (var (row, caption) in captions.Index())
        {
            var top = row * CellHeight;
            Write(plot, $"{Wrap(_texts[caption])}\n\nits own image: rank {ranks.T2i[caption] + 1}", 12, top + 14, 13);
            var best = Enumerable.Range(0, fold.ImageCount).OrderByDescending(image => scores[image * count + caption]).Take(Hits);
            foreach (var (place, image) in best.Index())
            {
                var left = TextWidth + place * CellWidth;
                Show(plot, _files[image], left, top, isOwn: image == fold.ImageOf[caption]);
                Write(plot, scores[image * count + caption].ToString("F3", CultureInfo.InvariantCulture), left + Frame, top + CellHeight - 20, 11);
            }
        }
        var (width, height) = (TextWidth + Hits * CellWidth, captions.Length * CellHeight);
        plot.Axes.SetLimits(0, width, -height, 0);
        var bytes = plot.GetImageBytes(width, height, ImageFormat.Png);
        DurableFile.Write(_path, stream => stream.Write(bytes));
    }

    /// <summary>An image in the middle of its cell, as large as fits.</summary>
    private static void Show(Plot plot, string file, int left, int top, bool isOwn)
    {
        var image = Open(file);     // needed until the plot is drawn
        var scale = Math.Min((CellWidth - 2.0 * Frame) / image.Width, (CellHeight - 24.0 - Frame) / image.Height);
        var (width, height) = (image.Width * scale, image.Height * scale);
        var (x, y) = (left + (CellWidth - width) / 2, top + (CellHeight - 20 - height) / 2);
        var place = new CoordinateRect(x, x + width, -y - height, -y);
        plot.Add.ImageRect(image, place);
        if (!isOwn) return;
        var frame = plot.Add.Rectangle(place);
        frame.FillColor = Colors.Transparent;
        frame.LineColor = Colors.LimeGreen;
        frame.LineWidth = Frame;
    }

    /// <summary>An image as the model sees it, upright and of any format that features can be made of.</summary>
    private static Image Open(string file)
    {
        try
        {
            return new Image(ToBitmap(Decoder.DecodeFile(file, CellWidth)));
        }
        catch (ImageFormatException failure)
        {
            throw new DataFolderException($"{file} cannot be drawn. {failure.Message}", failure);
        }
    }

    private static SKBitmap ToBitmap(Picture picture)
    {
        var bitmap = new SKBitmap(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        var pixels = picture.Pixels.Span;
        var target = bitmap.GetPixelSpan();
        target.Fill(byte.MaxValue);     // the fourth byte of each is its opacity
        for (var pixel = 0; pixel < pixels.Length / 3; pixel++) pixels.Slice(3 * pixel, 3).CopyTo(target[(4 * pixel)..]);
        return bitmap;
    }

    private static void Write(Plot plot, string text, int left, int top, float size)
    {
        var label = plot.Add.Text(text, left, -top);
        label.LabelFontSize = size;
        label.LabelAlignment = Alignment.UpperLeft;
    }

    private static string Wrap(string text)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + word.Length >= LineLength) lines.Add("");
            lines[^1] += lines[^1].Length == 0 ? word : $" {word}";
        }
        return string.Join('\n', lines);
    }
}
