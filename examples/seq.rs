use frieze::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let theme = theme::find(&a[2]).unwrap();
    let out = &a[3];
    let text = std::fs::read_to_string(&a[1]).unwrap();
    let mut sources = source::Sources::new();
    let file = sources.add(a[1].clone(), text);
    let loaded = model::load(&mut sources, file, &source::NoImports);
    let (m, d) = model::build(&sources, &loaded.asts);
    for d in loaded.diagnostics.iter().chain(&d) {
        eprintln!("{d:?}");
    }
    for i in 0..m.views.len() {
        let Ok((v, _)) = view::select(&m, i) else { continue };
        let view::Body::Sequence(_) = &v.body else { continue };
        let t = std::time::Instant::now();
        let l = layout::place(&v, &theme).unwrap();
        let dt = t.elapsed();
        let size = l.size;
        let sc = scene::draw(&v, &l, &theme);
        let svg = render::svg(&sc);
        std::fs::write(format!("{out}/{}.svg", v.id), &svg).unwrap();
        let sc: f64 = a.get(4).map_or(1.0, |s| s.parse().unwrap());
        std::fs::write(format!("{out}/{}.png", v.id), render::png(&svg, sc).unwrap()).unwrap();
        println!("{} {:?} {:?}", v.id, size, dt);
    }
}
